package io.gearshift.policies.table;

import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.template.parser.DataListener;

/** The filled cells of one sheet by row, however the sheet was kept. Rows and columns count from 0. */
final class Grid implements DataListener {

    /**
     * @param sheet its name before the cell's, {@code Night!}; empty for the only one
     * @param mergeStart the first column of the merged cells that this one belongs to; its own where it stands alone
     */
    record Cell(String sheet, int row, int column, String text, int mergeStart) {

        /** Such as {@code C12}, or {@code Night!C12}. */
        String name() {
            StringBuilder letters = new StringBuilder();
            for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
                letters.insert(0, (char) ('A' + rest % 26));
            }
            return sheet + letters.append(row + 1);
        }

        Problem problem(String file, String message, String hint) {
            Problem.Excerpt excerpt = new Problem.Excerpt(name(), text, 0, Math.max(1, text.length()));
            return new Problem(
                    file,
                    row + 1,
                    column + 1,
                    0,
                    Problem.Severity.ERROR,
                    Code.TABLE.id(),
                    "cell " + name() + ": " + message,
                    hint,
                    excerpt);
        }

        Places.Place place() {
            return new Places.Place(row + 1, column + 1, name(), text);
        }
    }

    private final String sheet;
    private final SortedMap<Integer, List<Cell>> rows = new TreeMap<>();

    /** @param sheet what its cells' names begin with; may be empty */
    Grid(String sheet) {
        this.sheet = sheet;
    }

    String sheet() {
        return sheet;
    }

    /** Rows without a filled cell are absent. */
    SortedMap<Integer, List<Cell>> rows() {
        return rows;
    }

    /** The cell that begins a table, if there is one. */
    boolean hasTable() {
        return rows.values().stream().flatMap(List::stream).anyMatch(DecisionTable::isStart);
    }

    Cell cell(int row, int column, String text) {
        return new Cell(sheet, row, column, text, column);
    }

    int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void newCell(int row, int column, String value, int mergedColStart) {
        String text = value == null ? "" : value.strip().replaceAll("\\R", " ");
        if (!text.isEmpty()) {
            int start = mergedColStart == DataListener.NON_MERGED ? column : mergedColStart;
            rows.computeIfAbsent(row, r -> new ArrayList<>()).add(new Cell(sheet, row, column, text, start));
        }
    }

    @Override
    public void startSheet(String name) {}

    @Override
    public void finishSheet() {}

    @Override
    public void newRow(int row, int columns) {}
}
