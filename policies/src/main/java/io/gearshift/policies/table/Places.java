package io.gearshift.policies.table;

/** Where the author wrote what stands at a line and column of a rule file's text. */
@FunctionalInterface
public interface Places {

    /** Of text that is the author's own. */
    Places SAME = (line, column) -> new Place(line, column, "", "");

    /** Both 1-based. */
    Place of(int line, int column);

    /**
     * @param line 1-based; of a table its row
     * @param column 1-based; of a table its column
     * @param cell of a table, such as {@code C12}; empty in text
     * @param text what stands in the cell; empty in text
     */
    record Place(int line, int column, String cell, String text) {}
}
