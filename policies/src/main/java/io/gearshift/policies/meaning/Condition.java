package io.gearshift.policies.meaning;

/**
 * One thing in a rule that is true or false.
 *
 * @param id place in {@link Meaning#conditions()}
 * @param parent id of the condition around it; -1 for none
 * @param kind what is judged
 * @param isRequired it has to be true for the rule to fire; else a side of {@code ||}, or inside {@code not} or {@code or}
 * @param start offset of its first character in the rule file
 * @param end offset after its last
 * @param line of its first character; of a table the row of its value
 * @param column the same
 * @param cell of a table, such as {@code C12}; empty in text
 * @param text as written
 */
public record Condition(
        int id,
        int parent,
        String rule,
        String file,
        Kind kind,
        boolean isRequired,
        int start,
        int end,
        int line,
        int column,
        String cell,
        String text) {

    /** {@code not} or {@code exists} around patterns. */
    public boolean isQuantifier() {
        return kind == Kind.GROUP && (text.startsWith("not") || text.startsWith("exists"));
    }

    /** {@code 12:3}, or of a table the cell. */
    public String position() {
        return cell.isEmpty() ? line + ":" + column : cell;
    }

    /** {@code heat.drl:12}, or {@code limits.csv:C12}. */
    public String where() {
        return file + ":" + (cell.isEmpty() ? line : cell);
    }

    /** What is judged, and once for what. */
    public enum Kind {
        /** Some fact matches; judged once for each combination of the facts before it. */
        PATTERN,
        /** {@code not}, {@code exists} or {@code or} around patterns; judged as often. */
        GROUP,
        /** A constraint made of several by {@code &&}, {@code ||} or {@code !}; judged once for each fact. */
        COMPOUND,
        /** One comparison or flag; judged once for each fact that came so far. */
        LEAF
    }
}
