package io.gearshift.policies.language;

import io.gearshift.policies.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a rule file into words. Whatever is no word of the rule language is a problem here, so that nothing reaches the
 * rule compiler that was not understood.
 */
final class Lexer {

    private static final List<String> SYMBOLS = List.of("==", "!=", "<=", ">=", "&&", "||", ":=", "->", "::");
    private static final String SINGLES = "(){}[],:;.<>!+-*/%=@?&|^~";

    /** A reason is a sentence; every verdict carries one. */
    private static final int MOST_OF_TEXT = 400;

    private static final int MOST_OF_WORD = 80;
    private static final int MOST_OF_NUMBER = 24;

    /** Quotes that word processors and chats put in the place of plain ones. */
    private static final String OPENING = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb\u2033";

    private static final String CLOSING = OPENING;
    private static final String BLANKS = "\u00a0\u2002\u2003\u2009\u200b\u202f\u2060\ufeff";
    private static final Map<Character, String> LOOKALIKES = Map.of(
            '\u2264', "<=", '\u2265', ">=", '\u2260', "!=", '\u2212', "-", '\u2013', "-", '\u00d7', "*", '\u00f7', "/");
    private static final Set<String> KEYWORDS = Set.of(
            "rule",
            "when",
            "then",
            "end",
            "not",
            "exists",
            "in",
            "contains",
            "true",
            "false",
            "null",
            "salience",
            "policy",
            "insert");

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
        while (at < text.length() && problems.size() < Report.MOST) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                newLine();
            } else if (c == '\uFEFF' && at == 0) {
                blanked.setCharAt(at++, ' ');
                lineStart = 1;
            } else if (c == '\r' && !text.startsWith("\r\n", at)) {
                problem(
                        Code.CHARACTER,
                        1,
                        "a line that ends in a bare carriage return: editors and compilers count lines differently there",
                        "end lines with \\n or \\r\\n");
                at++;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (text.startsWith("//", at)) {
                blank(end(text.indexOf('\n', at)));
            } else if (text.startsWith("/*", at)) {
                comment();
            } else if (text.startsWith("```", at)) {
                fence();
            } else if (c == '#') {
                hash();
            } else if (c == '"' || c == '\'' || c == '`') {
                quoted(c);
            } else if (OPENING.indexOf(c) >= 0) {
                typographic();
            } else if (BLANKS.indexOf(c) >= 0) {
                blanks();
            } else if (LOOKALIKES.containsKey(c)) {
                String meant = String.valueOf(LOOKALIKES.get(c));
                problem(Code.CHARACTER, 1, "'" + c + "' has no meaning in a rule", "write " + meant);
                add(Kind.SYMBOL, meant, at + 1);
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

    private void blanks() {
        int to = at;
        while (to < text.length() && BLANKS.indexOf(text.charAt(to)) >= 0) {
            to++;
        }
        problem(Code.CHARACTER, to - at, "an invisible character that only looks like a blank", "write a plain blank");
        at = to;
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
            } else if (!text.startsWith("\r\n", at)) {
                unseen(at);
                blanked.setCharAt(at, ' ');
            }
        }
    }

    /** In comments too: one that turns the direction of writing hides a rule, or shows one that is none. */
    private void unseen(int i) {
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

    private void comment() {
        int close = text.indexOf("*/", at + 2);
        if (close < 0) {
            problem(Code.COMMENT, 2, "this comment has no end", "close it with */");
        }
        blank(close < 0 ? text.length() : close + 2);
    }

    /** Rules copied out of a page bring the marks of their block along. */
    private void fence() {
        int to = end(text.indexOf('\n', at));
        problem(Code.CHARACTER, to - at, "a mark of Markdown", "remove the line");
        blank(to);
    }

    /** A comment as many languages have it. */
    private void hash() {
        int to = end(text.indexOf('\n', at));
        problem(Code.CHARACTER, to - at, "'#' has no meaning in a rule", "write comments as // ...");
        blank(to);
    }

    private void quoted(char quote) {
        int from = at + 1;
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
            problem(Code.QUOTES, to + 1 - at, "text in " + kind + " quotes", "write text in double quotes: \"...\"");
        }
        if (!isClosed) {
            problem(Code.QUOTES, to - at, "this text has no closing quote", "close it on the same line");
        }
        if (content.indexOf('\\') >= 0) {
            problem(
                    Code.CHARACTER,
                    1 + content.indexOf('\\') + 1,
                    "a backslash in a text: escapes could smuggle code past this check",
                    "write the text without backslashes; for quotes inside it use ' or “ ”");
        }
        for (int i = from; i < to; i++) {
            unseen(i);
        }
        if (content.indexOf('\t') >= 0) {
            problem(Code.CHARACTER, to + 1 - at, "a tab in a text", "write a space");
        }
        if (content.length() > MOST_OF_TEXT) {
            problem(
                    Code.TOO_LARGE,
                    1,
                    "a text of " + content.length() + " characters (expected: at most " + MOST_OF_TEXT + ")",
                    "names and reasons are short sentences");
            content = content.substring(0, MOST_OF_WORD);
        }
        add(Kind.TEXT, content, to + (isClosed ? 1 : 0));
    }

    private void typographic() {
        int to = at + 1;
        while (to < text.length()
                && text.charAt(to) != '\n'
                && text.charAt(to) != '"'
                && CLOSING.indexOf(text.charAt(to)) < 0) {
            to++;
        }
        boolean isClosed = to < text.length() && text.charAt(to) != '\n';
        problem(
                Code.QUOTES,
                to + (isClosed ? 1 : 0) - at,
                "typographic quotes",
                "write text in plain double quotes: \"...\"");
        add(Kind.TEXT, text.substring(at + 1, to), to + (isClosed ? 1 : 0));
    }

    private void number() {
        int to = at;
        while (to < text.length() && (isWordPart(text.charAt(to)) || isInNumber(to))) {
            to++;
        }
        String number = text.substring(at, to);
        if (number.length() > MOST_OF_NUMBER) {
            problem(Code.NUMBER, 1, "a number of " + number.length() + " digits", "write at most " + MOST_OF_NUMBER);
            number = "1";
        } else if (!number.matches("(0|[1-9][0-9]{0,17})(\\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")) {
            String digits = number.replaceFirst("[A-Za-z].*", "");
            boolean hasUnit = digits.length() < number.length() && digits.matches("(0|[1-9][0-9]*)(\\.[0-9]+)?");
            problem(
                    Code.NUMBER,
                    to - at,
                    "'" + number + "' is not a number",
                    hasUnit
                            ? "numbers stand without unit, in that of the field: " + digits
                            : "write digits such as 30 or 0.5");
            number = "1";
        } else if (number.matches("[0-9]+") && Long.parseLong(number) > Integer.MAX_VALUE) {
            problem(Code.NUMBER, to - at, number + " is too large for a whole number", "write " + number + ".0");
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
        if (to < text.length() && text.charAt(to) == '$') { // for the compiler it goes on: not$c is one word
            problem(
                    Code.CHARACTER,
                    to + 1 - at,
                    "a dollar inside a word",
                    "begin a new word before $, or leave it out");
        }
        String word = text.substring(at, to);
        if (word.length() > MOST_OF_WORD) {
            problem(Code.TOO_LARGE, 1, "a word of " + word.length() + " letters", "names have at most " + MOST_OF_WORD);
            word = word.substring(0, MOST_OF_WORD);
        }
        String lower = word.toLowerCase(Locale.ROOT);
        if (!word.equals(lower) && KEYWORDS.contains(lower)) {
            problem(
                    Code.KEYWORD_CASE,
                    to - at,
                    "'" + word + "' is no word of a rule",
                    "keywords are in lower case: " + lower);
            word = lower;
        }
        add(text.charAt(at) == '$' ? Kind.VARIABLE : Kind.WORD, word, to);
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
                Code.CHARACTER,
                1,
                shown + " has no meaning in a rule",
                "remove it, or put it in double quotes if it belongs to a text");
        at += Character.charCount(text.codePointAt(at));
    }

    private void add(Kind kind, String word, int to) {
        tokens.add(new Token(kind, word, at, line, column()));
        at = to;
    }

    private void problem(Code code, int length, String message, String hint) {
        problems.add(Problem.error(file, new Span(line, column(), Math.max(1, length)), code, message, hint));
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
