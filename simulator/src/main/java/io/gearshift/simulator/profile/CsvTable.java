package io.gearshift.simulator.profile;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** A CSV file with a header. Rows with too few or too many cells are refused: their cells are under the wrong names. */
final class CsvTable {

    private final ProfileFile file;
    private final ProfileSink out;
    private final List<String> header = new ArrayList<>();

    private CsvTable(ProfileFile file, ProfileSink out) {
        this.file = file;
        this.out = out;
    }

    /** One row; cells by the names in the header. */
    final class Row {
        private final long line;
        private final List<String> cells;

        private Row(long line, List<String> cells) {
            this.line = line;
            this.cells = cells;
        }

        long line() {
            return line;
        }

        String cell(String column) {
            return cells.get(header.indexOf(column)).strip();
        }

        /** Refused, and empty, when it is no number of the unit's kind. */
        OptionalDouble amount(String column, String unit) {
            try {
                return Amount.parse(cell(column), unit);
            } catch (Amount.Unreadable e) {
                out.refuse(line, column + ": " + e.why());
                return OptionalDouble.empty();
            }
        }

        /** Refused, and empty, when it is no number. */
        OptionalDouble number(String column) {
            try {
                return Amount.number(cell(column));
            } catch (Amount.Unreadable e) {
                out.refuse(line, column + ": " + e.why());
                return OptionalDouble.empty();
            }
        }
    }

    static boolean hasHeader(ProfileFile file, String header) {
        return file.head(1).equals(List.of(header)) || file.head(1).equals(List.of(header + "\r"));
    }

    static void each(ProfileFile file, ProfileSink out, Consumer<Row> use) {
        new CsvTable(file, out).read(use);
    }

    private void read(Consumer<Row> use) {
        long line = 1;
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(file.text())) {
            for (CsvRecord row : rows) {
                line = row.getStartingLineNumber();
                if (header.isEmpty()) {
                    row.getFields().forEach(name -> header.add(name.strip()));
                } else {
                    row(line, row.getFields(), use);
                }
            }
        } catch (CsvParseException e) {
            out.refuse(line + 1, "the rest of the file is no CSV: a quote is not closed?");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("the text is in memory", e);
        }
    }

    private void row(long line, List<String> cells, Consumer<Row> use) {
        if (cells.size() == 1 && cells.get(0).isBlank()) {
            return;
        }
        boolean isLong = cells.stream().anyMatch(cell -> cell.contains("\n"));
        if (isLong) {
            out.refuse(line, "a quote in this line is not closed: the lines up to the next quote are lost");
        } else if (cells.size() != header.size()) {
            out.refuse(line, cells.size() + " cells (expected: " + header.size() + ", as in the header)");
        } else if (line == file.lines().size() && !file.endsWhole()) {
            out.refuse(
                    line,
                    "the file ends here without a line end: the last cell, " + cells.get(cells.size() - 1)
                            + ", may be cut off");
        } else {
            use.accept(new Row(line, cells));
        }
    }
}
