package io.gearshift.simulator.importer;

import io.gearshift.simulator.importer.CsvMapping.Column;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of a CSV file.
 *
 * @param line 1-based, where the row begins
 * @param header columns by name
 * @param absent cells that stand for no value
 */
record CsvRow(long line, List<String> cells, Map<String, Integer> header, Set<String> absent) {

    /** Null where the row has nothing to say. */
    @Nullable
    String cell(Column column) {
        int index = index(column);
        String cell = index < 0 || index >= cells.size() ? "" : cells.get(index).strip();
        return cell.isEmpty() || absent.contains(cell) ? null : cell;
    }

    /** False when the row ends before it. */
    boolean reaches(Column column) {
        return index(column) < cells.size();
    }

    private int index(Column column) {
        return column.number() > 0 ? column.number() - 1 : header.getOrDefault(column.name(), -1);
    }
}
