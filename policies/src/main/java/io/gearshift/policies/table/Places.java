package io.gearshift.policies.table;

import java.util.List;
import java.util.SortedMap;

/** Where the author wrote what stands at a line and column of a rule file's text. */
@FunctionalInterface
public interface Places {

    /** Of text that is the author's own. */
    Places SAME = (line, column) -> new Place(line, column, "", "");

    /** Both 1-based. */
    Place of(int line, int column);

    /** For a sentence: {@code heat.drl:3}, or {@code sockets.csv, cell A6}. */
    default String nameAndPlaceOf(String file, int line) {
        Place place = of(line, 1);
        return file + (place.cell().isEmpty() ? ":" + place.line() : ", cell " + place.cell());
    }

    /** Rows that look like a table's and stand below its end, the first cell of each; empty for text. */
    default List<Place> ignored() {
        return List.of();
    }

    /** The author's tables as they stand; empty for text. */
    default List<Sheet> sheets() {
        return List.of();
    }

    /**
     * One sheet of a file.
     *
     * @param prefix what the names of its cells begin with; empty for the only one
     * @param rows text by row and column, both 1-based
     */
    record Sheet(String prefix, SortedMap<Integer, SortedMap<Integer, String>> rows) {}

    /**
     * @param line 1-based; of a table its row
     * @param column 1-based; of a table its column
     * @param cell of a table, such as {@code C12}; empty in text
     * @param text what stands in the cell; empty in text
     */
    record Place(int line, int column, String cell, String text) {}
}
