package io.gearshift.policies.language;

/**
 * One word of a rule file.
 *
 * @param text as written; of {@code TEXT} without its quotes
 * @param start offset in the file
 * @param line 1-based
 * @param column 1-based
 */
public record Token(Kind kind, String text, int start, int line, int column) {

    public enum Kind {
        WORD,
        /** {@code $name}. */
        VARIABLE,
        NUMBER,
        /** In double quotes. */
        TEXT,
        SYMBOL,
        END_OF_FILE
    }

    public boolean is(String expected) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(expected);
    }

    public boolean is(Kind expected) {
        return kind == expected;
    }

    /** Characters in the file, quotes included. */
    public int length() {
        return text.length() + (kind == Kind.TEXT ? 2 : 0);
    }

    /** For messages. */
    String shown() {
        return switch (kind) {
            case END_OF_FILE -> "the end of the file";
            case TEXT -> '"' + text + '"';
            case WORD, VARIABLE, NUMBER, SYMBOL -> "'" + text + "'";
        };
    }
}
