package io.gearshift.policies.language;

/**
 * What is wrong in a pack, and where.
 *
 * @param file relative to the pack
 * @param line 1-based; 0 when the whole file is meant
 * @param column 1-based; 0 when the whole line is meant
 * @param length characters of the offending text from there on; 0 when unknown
 * @param code kind of the problem, kebab-case, stable over versions: what a host of code or a script filters by
 * @param hint what to do, possibly empty
 */
public record Problem(
        String file, int line, int column, int length, Severity severity, String code, String message, String hint) {

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

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "") + ": "
                + (isError() ? "" : "warning: ") + message + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
