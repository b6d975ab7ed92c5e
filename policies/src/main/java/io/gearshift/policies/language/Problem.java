package io.gearshift.policies.language;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong in a pack, and where.
 *
 * @param file relative to the pack
 * @param line 1-based; 0 when the whole file is meant
 * @param column 1-based; 0 when the whole line is meant
 * @param length characters of the offending text from there on; 0 when unknown
 * @param code kind of the problem, kebab-case, stable over versions: what a host of code or a script filters by
 * @param hint what to do, possibly empty
 * @param excerpt the cell of a table that is meant, whose line and column are its row and column; null in a text
 */
public record Problem(
        String file,
        int line,
        int column,
        int length,
        Severity severity,
        String code,
        String message,
        String hint,
        @Nullable Excerpt excerpt) {

    /**
     * Text that an author wrote where no line of a file can be shown.
     *
     * @param place such as {@code B4}
     * @param from 0-based, where the offending part begins
     * @param length of that part, at least 1
     */
    public record Excerpt(String place, String text, int from, int length) {}

    /** Where no narrower kind is known. */
    public static final String INVALID = "invalid";

    /** An error keeps a pack from being used; a warning does not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    private static final int LONGEST = 2000;

    /** Texts are harmless on a terminal: they quote what is wrong, and that may be a control character. */
    public Problem {
        file = shown(file);
        message = shown(message);
        hint = shown(hint);
    }

    private static String shown(String text) {
        return Visible.of(text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text);
    }

    /** A problem in a text. */
    public Problem(
            String file,
            int line,
            int column,
            int length,
            Severity severity,
            String code,
            String message,
            String hint) {
        this(file, line, column, length, severity, code, message, hint, null);
    }

    /** An error of a known kind. */
    public static Problem error(String file, Span at, Code code, String message, String hint) {
        return new Problem(file, at.line(), at.column(), at.length(), Severity.ERROR, code.id(), message, hint);
    }

    /** What does not keep the pack from being used, and is most likely not meant. */
    public static Problem warning(String file, Span at, Code code, String message, String hint) {
        return new Problem(file, at.line(), at.column(), at.length(), Severity.WARNING, code.id(), message, hint);
    }

    /** An error without a narrower kind. */
    public Problem(String file, int line, int column, String message, String hint) {
        this(file, line, column, 0, Severity.ERROR, INVALID, message, hint);
    }

    /** The same with a code. */
    public Problem as(Code kind) {
        return new Problem(file, line, column, length, severity, kind.id(), message, hint, excerpt);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "") + ": "
                + (isError() ? "" : "warning: ") + message + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
