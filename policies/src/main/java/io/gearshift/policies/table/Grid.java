package io.gearshift.policies.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.template.parser.DataListener;

/** The filled cells of one sheet by row, however the sheet was kept. Rows and columns count from 0. */
final class Grid implements DataListener {

    /**
     * @param mergeStart the first column of the merged cells that this one belongs to; its own where it stands alone
     */
    record Cell(int row, int column, String text, int mergeStart) {

        /** Such as {@code C12}. */
        String name() {
            StringBuilder letters = new StringBuilder();
            for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
                letters.insert(0, (char) ('A' + rest % 26));
            }
            return letters.append(row + 1).toString();
        }

        Places.Place place() {
            return new Places.Place(row + 1, column + 1, name());
        }
    }

    private final SortedMap<Integer, List<Cell>> rows = new TreeMap<>();

    /** Rows without a filled cell are absent. */
    SortedMap<Integer, List<Cell>> rows() {
        return rows;
    }

    int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void newCell(int row, int column, String value, int mergedColStart) {
        String text = value == null ? "" : value.strip().replaceAll("\\R", " ");
        if (!text.isEmpty()) {
            int start = mergedColStart == DataListener.NON_MERGED ? column : mergedColStart;
            rows.computeIfAbsent(row, r -> new ArrayList<>()).add(new Cell(row, column, text, start));
        }
    }

    @Override
    public void startSheet(String name) {}

    @Override
    public void finishSheet() {}

    @Override
    public void newRow(int row, int columns) {}
}
