package io.gearshift.policies.language;

import io.gearshift.policies.language.Token.Kind;

/** Reads texts, in the quotes that rules have and in those that people write. */
final class Quotes {

    /** A reason is a sentence; every verdict carries one. */
    private static final int MOST_OF_TEXT = 400;

    /** Of a longer one this much goes on, so that later messages stay short. */
    private static final int SHORTENED = 80;

    /** Quotes that word processors and chats put in the place of plain ones. */
    private static final String TYPOGRAPHIC = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb\u2033";

    private final Source source;
    private final String text;

    Quotes(Source source) {
        this.source = source;
        this.text = source.text();
    }

    /** Whether a text begins here, in whatever quotes. */
    boolean isAtText() {
        char c = text.charAt(source.at());
        return c == '"' || c == '\'' || c == '`' || TYPOGRAPHIC.indexOf(c) >= 0;
    }

    Token read() {
        char c = text.charAt(source.at());
        return TYPOGRAPHIC.indexOf(c) >= 0 ? typographic() : quoted(c);
    }

    private Token quoted(char quote) {
        int from = source.at() + 1;
        int to = from;
        boolean isEscape = false;
        while (to < text.length() && text.charAt(to) != '\n' && (isEscape || text.charAt(to) != quote)) {
            isEscape = !isEscape && text.charAt(to) == '\\';
            to++;
        }
        String content = text.substring(from, to);
        boolean isClosed = to < text.length() && text.charAt(to) == quote;
        if (isClosed && quote != '"') {
            String kind = quote == '\'' ? "single" : "back";
            source.problem(
                    Code.QUOTES,
                    to + 1 - source.at(),
                    "text in " + kind + " quotes",
                    "write text in double quotes: \"...\"");
        }
        if (!isClosed) {
            source.problem(
                    Code.QUOTES, to - source.at(), "this text has no closing quote", "close it on the same line");
        }
        if (content.indexOf('\\') >= 0) {
            source.problem(
                    Code.CHARACTER,
                    1 + content.indexOf('\\') + 1,
                    "a backslash in a text: escapes could smuggle code past this check",
                    "write the text without backslashes; for quotes inside it use ' or “ ”");
        }
        for (int i = from; i < to; i++) {
            source.unseen(i);
        }
        if (content.indexOf('\t') >= 0) {
            source.problem(Code.CHARACTER, to + 1 - source.at(), "a tab in a text", "write a space");
        }
        if (content.length() > MOST_OF_TEXT) {
            source.problem(
                    Code.TOO_LARGE,
                    1,
                    "a text of " + content.length() + " characters (expected: at most " + MOST_OF_TEXT + ")",
                    "names and reasons are short sentences");
            content = content.substring(0, SHORTENED);
        }
        return source.take(Kind.TEXT, content, to + (isClosed ? 1 : 0));
    }

    private Token typographic() {
        int to = source.at() + 1;
        while (to < text.length()
                && text.charAt(to) != '\n'
                && text.charAt(to) != '"'
                && TYPOGRAPHIC.indexOf(text.charAt(to)) < 0) {
            to++;
        }
        boolean isClosed = to < text.length() && text.charAt(to) != '\n';
        source.problem(
                Code.QUOTES,
                to + (isClosed ? 1 : 0) - source.at(),
                "typographic quotes",
                "write text in plain double quotes: \"...\"");
        return source.take(Kind.TEXT, text.substring(source.at() + 1, to), to + (isClosed ? 1 : 0));
    }
}
