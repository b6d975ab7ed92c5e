package io.gearshift.policies.table;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.drools.decisiontable.parser.csv.CsvLineParser;
import org.drools.template.parser.DataListener;

/** Reads a sheet kept as comma-separated values, a row a line; cells that end in {@code ...} are merged, as Drools has it. */
final class CsvSheet {

    private static final String MERGED = "...";

    private CsvSheet() {}

    static Grid read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Grid grid = new Grid();
        CsvLineParser parser = new CsvLineParser();
        int row = 0;
        for (String line : (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\\R", -1)) {
            cells(grid, row++, parser.parse(line));
        }
        return grid;
    }

    private static void cells(Grid grid, int row, List<String> cells) {
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
