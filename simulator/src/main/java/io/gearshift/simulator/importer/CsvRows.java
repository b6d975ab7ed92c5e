package io.gearshift.simulator.importer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.gearshift.simulator.importer.CsvMapping.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Cuts a file into rows of cells. */
final class CsvRows {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Path file;
    private final CsvMapping mapping;
    private final LogSink out;
    private final Map<String, Integer> header = new HashMap<>();
    private boolean isFirst = true;

    CsvRows(Path file, CsvMapping mapping, LogSink out) {
        this.file = file;
        this.mapping = mapping;
        this.out = out;
    }

    /** @param needed columns without which the file is none of this mapping */
    void each(List<Column> needed, Consumer<CsvRow> use) throws IOException {
        if (mapping.separator().isEmpty()) {
            byBlanks(needed, use);
        } else {
            bySeparator(needed, use);
        }
    }

    private void byBlanks(List<Column> needed, Consumer<CsvRow> use) throws IOException {
        boolean endsWhole = LogText.endsWhole(file);
        try (BufferedReader lines = LogText.open(file)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; ) {
                String following = lines.readLine();
                number++;
                List<String> cells = List.of(BLANKS.split(line.strip()));
                if (!line.isBlank() && !isCut(number, cells, endsWhole || following != null, needed)) {
                    row(number, cells, needed, use);
                }
                line = following;
            }
        }
    }

    /** A row that is too short is the affair of whoever misses a cell in it. */
    private void bySeparator(List<Column> needed, Consumer<CsvRow> use) throws IOException {
        long next = 1;
        int width = 0;
        boolean endsWhole = LogText.endsWhole(file);
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .fieldSeparator(mapping.separator())
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(LogText.open(file))) {
            CloseableIterator<CsvRecord> each = rows.iterator();
            while (each.hasNext()) {
                CsvRecord row = each.next();
                long first = row.getStartingLineNumber();
                next = first + lineFeeds(row) + 1;
                width = width == 0 ? row.getFieldCount() : width;
                if (next > first + 1 && row.getFieldCount() < width) {
                    out.refuse(first, "the rest of the file is no CSV: a quote in this line is not closed");
                    out.lost(first, Math.min(next - 1, lines()));
                } else if (isOver(row, width)) {
                    out.refuse(
                            first,
                            row.getFieldCount() + " cells (expected: " + width
                                    + ", as in the first line; a comma in a number?)");
                } else if (!isCut(first, row.getFields(), endsWhole || each.hasNext(), needed)) {
                    row(first, row.getFields(), needed, use);
                }
            }
        } catch (CsvParseException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            out.refuse(next, "the rest of the file is no CSV: " + why.getMessage());
            out.lost(next, lines());
        }
    }

    /** Cells too many put the others under the wrong names. */
    private static boolean isOver(CsvRecord row, int width) {
        return IntStream.range(width, row.getFieldCount())
                .anyMatch(i -> !row.getField(i).isBlank());
    }

    /** In a file that was cut off, the last number of its last line may lack digits and still be one. */
    private boolean isCut(long line, List<String> cells, boolean isWhole, List<Column> needed) {
        if (isWhole || (isFirst && mapping.hasHeader())) {
            return false;
        }
        CsvRow row = new CsvRow(line, cells.subList(0, cells.size() - 1), header, mapping.absent());
        boolean isNeeded = needed.stream().anyMatch(column -> !row.reaches(column));
        if (isNeeded) {
            out.refuse(
                    line,
                    "the file ends here without a line end: the last cell, " + cells.get(cells.size() - 1)
                            + ", may be cut off");
        }
        return isNeeded;
    }

    /** A quoted cell may go on for several lines. */
    private static long lineFeeds(CsvRecord row) {
        return row.getFields().stream()
                .mapToLong(cell -> cell.chars().filter(c -> c == '\n').count())
                .sum();
    }

    private long lines() throws IOException {
        try (BufferedReader text = LogText.open(file)) {
            return text.lines().count();
        }
    }

    private void row(long line, List<String> cells, List<Column> needed, Consumer<CsvRow> use) throws IOException {
        if (isFirst && mapping.hasHeader()) {
            for (int i = 0; i < cells.size(); i++) {
                header.putIfAbsent(cells.get(i).strip(), i);
            }
            require(needed, line);
        } else {
            use.accept(new CsvRow(line, cells, header, mapping.absent()));
        }
        isFirst = false;
    }

    private void require(List<Column> needed, long line) throws IOException {
        for (Column column : needed) {
            if (column.number() == 0 && !header.containsKey(column.name())) {
                throw new IOException(file + ":" + line + ": no " + column + " (there are: "
                        + String.join(", ", header.keySet()) + ")");
            }
        }
    }
}
