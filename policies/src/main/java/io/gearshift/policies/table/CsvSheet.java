package io.gearshift.policies.table;

import io.gearshift.policies.language.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.drools.template.parser.DataListener;

/**
 * Reads a sheet kept as text, a row a line, its cells separated by commas, semicolons or tabs: spreadsheets take the one
 * that the country's decimals leave free. Cells that end in {@code ...} are merged, as Drools has it.
 */
final class CsvSheet {

    private static final String MERGED = "...";
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    private final String file;
    private final List<Problem> problems;
    private final Grid grid = new Grid("");

    private CsvSheet(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    static Grid read(String file, byte[] bytes, List<Problem> problems) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\\R", -1);
        CsvSheet sheet = new CsvSheet(file, problems);
        char separator = separator(lines);
        for (int row = 0; row < lines.length; row++) {
            sheet.row(row, lines[row], separator);
        }
        return sheet.grid;
    }

    /** The row below a table's first names kinds of columns, and holds none of these characters but between them. */
    private static char separator(String[] lines) {
        for (int i = 0; i + 1 < lines.length; i++) {
            String first = lines[i].replaceFirst("^[\\s\",;]*", "");
            String kinds = lines[i + 1];
            if (DecisionTable.isStart(first)) {
                return SEPARATORS.stream()
                        .max((a, b) -> Long.compare(count(kinds, a), count(kinds, b)))
                        .filter(best -> count(kinds, best) > count(kinds, ','))
                        .orElse(',');
            }
        }
        return ',';
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private void row(int row, String line, char separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean isDoubled = c == '"' && isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
            if (isDoubled) {
                cell.append(line.charAt(++i));
            } else if (c == '"' && (isQuoted || cell.toString().isBlank())) {
                cell.setLength(isQuoted ? cell.length() : 0);
                isQuoted = !isQuoted;
            } else if (c == separator && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        if (isQuoted) {
            problems.add(new Grid.Cell("", row, cells.size() - 1, line.strip(), 0)
                    .problem(file, "a quote has no end on this line", "close it; a cell is one line"));
        }
        cells(row, cells);
    }

    private void cells(int row, List<String> cells) {
        int mergeStart = DataListener.NON_MERGED;
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column).strip();
            boolean isMerged = cell.endsWith(MERGED);
            mergeStart =
                    !isMerged ? DataListener.NON_MERGED : mergeStart == DataListener.NON_MERGED ? column : mergeStart;
            grid.newCell(row, column, isMerged ? cell.substring(0, cell.length() - MERGED.length()) : cell, mergeStart);
        }
    }
}
