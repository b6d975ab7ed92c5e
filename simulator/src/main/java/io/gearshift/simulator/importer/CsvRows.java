package io.gearshift.simulator.importer;

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
        try (BufferedReader lines = LogText.open(file)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    row(number, List.of(BLANKS.split(line.strip())), needed, use);
                }
            }
        }
    }

    /** A row of another length than the first is the affair of whoever misses a cell in it. */
    private void bySeparator(List<Column> needed, Consumer<CsvRow> use) throws IOException {
        long next = 1;
        int width = 0;
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .fieldSeparator(mapping.separator())
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(LogText.open(file))) {
            for (CsvRecord row : rows) {
                long first = row.getStartingLineNumber();
                next = first + lineFeeds(row) + 1;
                width = width == 0 ? row.getFieldCount() : width;
                if (next > first + 1 && row.getFieldCount() < width) {
                    out.refuse(first, "the rest of the file is no CSV: a quote in this line is not closed");
                    out.lost(first, Math.min(next - 1, lines()));
                } else {
                    row(first, row.getFields(), needed, use);
                }
            }
        } catch (CsvParseException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            out.refuse(next, "the rest of the file is no CSV: " + why.getMessage());
            out.lost(next, lines());
        }
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
