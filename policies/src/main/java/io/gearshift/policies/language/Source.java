package io.gearshift.policies.language;

import io.gearshift.policies.language.Token.Kind;
import java.util.List;

/** The text of a rule file while it is cut into words, and the place in it. */
final class Source {

    private final String file;
    private final String text;
    private final List<Problem> problems;
    private final StringBuilder blanked;
    private int at;
    private int line = 1;
    private int lineStart;

    Source(String file, String text, List<Problem> problems) {
        this.file = file;
        this.text = text;
        this.problems = problems;
        this.blanked = new StringBuilder(text);
    }

    /** The text with comments replaced by spaces; same length, same lines. */
    String blanked() {
        return blanked.toString();
    }

    String text() {
        return text;
    }

    /** Offset of the next character. */
    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at >= text.length() || problems.size() >= Report.MOST;
    }

    void skip(int characters) {
        at += characters;
    }

    /** The mark of byte order, which some editors write; columns count from after it. */
    void skipMark() {
        blanked.setCharAt(at++, ' ');
        lineStart = 1;
    }

    void skipLineEnd() {
        at++;
        line++;
        lineStart = at;
    }

    /** A word from here to {@code to}, which is then here. */
    Token take(Kind kind, String word, int to) {
        Token token = new Token(kind, word, at, line, at - lineStart + 1);
        at = to;
        return token;
    }

    /** Offset of the end of this line. */
    int endOfLine() {
        int found = text.indexOf('\n', at);
        return found < 0 ? text.length() : found;
    }

    /** Goes on to {@code to}; what is passed over is no part of a rule. */
    void blank(int to) {
        for (; at < to; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            } else if (!text.startsWith("\r\n", at)) {
                unseen(at);
                blanked.setCharAt(at, ' ');
            }
        }
    }

    /** In comments too: one that turns the direction of writing hides a rule, or shows one that is none. */
    void unseen(int i) {
        int c = text.codePointAt(i);
        boolean isSecondHalf = i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
        if (c != '\t' && !isSecondHalf && Visible.isUnseen(c) && problems.size() < Report.MOST) {
            problems.add(Problem.error(
                    file,
                    new Span(line, i - lineStart + 1, 1),
                    Code.CHARACTER,
                    "an invisible or control character, " + Visible.of(Character.toString(c)),
                    "remove it, or write an ordinary space"));
        }
    }

    void problem(Code code, int length, String message, String hint) {
        problems.add(Problem.error(file, new Span(line, at - lineStart + 1, Math.max(1, length)), code, message, hint));
    }
}
