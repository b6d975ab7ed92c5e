package io.gearshift.policies.language;

import io.gearshift.policies.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a rule file into words. Whatever is no word of the rule language is a problem here, so that nothing reaches the
 * rule compiler that was not understood.
 */
final class Lexer {

    private static final List<String> SYMBOLS = List.of("==", "!=", "<=", ">=", "&&", "||", ":=", "->", "::");
    private static final String SINGLES = "(){}[],:;.<>!+-*/%=@?&|^~";

    private final String file;
    private final String text;
    private final StringBuilder blanked;
    private final List<Problem> problems;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    Lexer(String file, String text, List<Problem> problems) {
        this.file = file;
        this.text = text;
        this.problems = problems;
        this.blanked = new StringBuilder(text);
    }

    /** The text with comments replaced by spaces; same length, same lines. */
    String blanked() {
        return blanked.toString();
    }

    List<Token> tokens() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                newLine();
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\uFEFF' && at == 0) {
                at++;
            } else if (text.startsWith("//", at)) {
                blank(end(text.indexOf('\n', at)));
            } else if (text.startsWith("/*", at)) {
                comment();
            } else if (c == '"' || c == '\'') {
                quoted(c);
            } else if (isDigit(c)) {
                number();
            } else if (isWordStart(c)) {
                word();
            } else {
                symbol(c);
            }
        }
        tokens.add(new Token(Kind.END_OF_FILE, "", at, line, column()));
        return tokens;
    }

    private int column() {
        return at - lineStart + 1;
    }

    private void newLine() {
        line++;
        lineStart = at;
    }

    private int end(int found) {
        return found < 0 ? text.length() : found;
    }

    private void blank(int to) {
        for (; at < to; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            } else if (text.charAt(at) != '\r') {
                blanked.setCharAt(at, ' ');
            }
        }
    }

    private void comment() {
        int close = text.indexOf("*/", at + 2);
        if (close < 0) {
            problem("this comment has no end", "close it with */");
        }
        blank(close < 0 ? text.length() : close + 2);
    }

    private void quoted(char quote) {
        if (quote == '\'') {
            problem("text in single quotes", "write text in double quotes: \"...\"");
        }
        int from = at + 1;
        int to = from;
        boolean isEscape = false;
        while (to < text.length() && text.charAt(to) != '\n' && (isEscape || text.charAt(to) != quote)) {
            isEscape = !isEscape && text.charAt(to) == '\\';
            to++;
        }
        String content = text.substring(from, to);
        if (to >= text.length() || text.charAt(to) == '\n') {
            problem("this text has no closing quote", "close it on the same line");
        }
        if (content.indexOf('\\') >= 0) {
            problem(
                    "a backslash in a text: escapes could smuggle code past this check",
                    "write the text without backslashes; for quotes inside it use ' or “ ”");
        }
        if (content.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029)) {
            problem("an invisible control character in a text", "remove it");
        }
        add(Kind.TEXT, content, Math.min(text.length(), to + (to < text.length() && text.charAt(to) == quote ? 1 : 0)));
    }

    private void number() {
        int to = at;
        while (to < text.length() && (isWordPart(text.charAt(to)) || isInNumber(to))) {
            to++;
        }
        String number = text.substring(at, to);
        if (!number.matches("(0|[1-9][0-9]{0,17})(\\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")) {
            problem("'" + number + "' is not a number", "write digits such as 30 or 0.5");
            number = "1";
        } else if (number.matches("[0-9]+") && Long.parseLong(number) > Integer.MAX_VALUE) {
            problem(number + " is too large for a whole number", "write " + number + ".0");
        }
        add(Kind.NUMBER, number, to);
    }

    /** A decimal point before a digit, or the sign of an exponent. */
    private boolean isInNumber(int i) {
        char c = text.charAt(i);
        boolean isPoint = c == '.' && i + 1 < text.length() && isDigit(text.charAt(i + 1));
        boolean isSign = (c == '+' || c == '-') && (text.charAt(i - 1) == 'e' || text.charAt(i - 1) == 'E');
        return isPoint || isSign;
    }

    private void word() {
        int to = at + 1;
        while (to < text.length() && isWordPart(text.charAt(to))) {
            to++;
        }
        add(text.charAt(at) == '$' ? Kind.VARIABLE : Kind.WORD, text.substring(at, to), to);
    }

    private void symbol(char c) {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                add(Kind.SYMBOL, symbol, at + 2);
                return;
            }
        }
        if (SINGLES.indexOf(c) >= 0) {
            add(Kind.SYMBOL, String.valueOf(c), at + 1);
            return;
        }
        String shown = c == '\\' ? "a backslash" : "'" + Character.toString(text.codePointAt(at)) + "'";
        problem(
                shown + " has no meaning in a rule",
                c == '#'
                        ? "write comments as // ..."
                        : "remove it, or put it in double quotes if it belongs to a text");
        at += Character.charCount(text.codePointAt(at));
    }

    private void add(Kind kind, String word, int to) {
        tokens.add(new Token(kind, word, at, line, column()));
        at = to;
    }

    private void problem(String message, String hint) {
        problems.add(new Problem(file, line, column(), message, hint));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) && c != '$' || isDigit(c);
    }
}
