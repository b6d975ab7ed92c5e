package io.gearshift.policies.pack;

/**
 * What is wrong in a pack, and where.
 *
 * @param file relative to the pack
 * @param line 1-based; 0 when the whole file is meant
 * @param column 1-based; 0 when the whole line is meant
 * @param hint what to do, possibly empty
 */
public record PackProblem(String file, int line, int column, String message, String hint) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "") + ": " + message
                + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
