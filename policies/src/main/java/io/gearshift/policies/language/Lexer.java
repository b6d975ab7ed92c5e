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

    private static final int MOST_OF_WORD = 80;

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

    private final Source source;
    private final String text;
    private final Quotes quotes;
    private final Numerals numerals;
    private final List<Token> tokens = new ArrayList<>();

    Lexer(String file, String text, List<Problem> problems) {
        this.source = new Source(file, text, problems);
        this.text = text;
        this.quotes = new Quotes(source);
        this.numerals = new Numerals(source);
    }

    /** The text with comments replaced by spaces; same length, same lines. */
    String blanked() {
        return source.blanked();
    }

    List<Token> tokens() {
        while (!source.isAtEnd()) {
            char c = text.charAt(source.at());
            if (!isBetweenWords(c)) {
                next(c);
            }
        }
        add(Kind.END_OF_FILE, "", source.at());
        return tokens;
    }

    /** Passes over what separates words, and over comments. */
    private boolean isBetweenWords(char c) {
        if (c == '\n') {
            source.skipLineEnd();
        } else if (c == '\uFEFF' && source.at() == 0) {
            source.skipMark();
        } else if (c == '\r' && !text.startsWith("\r\n", source.at())) {
            source.problem(
                    Code.CHARACTER,
                    1,
                    "a line that ends in a bare carriage return: editors and compilers count lines differently there",
                    "end lines with \\n or \\r\\n");
            source.skip(1);
        } else if (c == ' ' || c == '\t' || c == '\r') {
            source.skip(1);
        } else if (text.startsWith("//", source.at())) {
            source.blank(source.endOfLine());
        } else if (text.startsWith("/*", source.at())) {
            comment();
        } else if (text.startsWith("```", source.at())) {
            fence();
        } else if (c == '#') {
            hash();
        } else if (BLANKS.indexOf(c) >= 0) {
            blanks();
        } else {
            return false;
        }
        return true;
    }

    private void next(char c) {
        if (quotes.isAtText()) {
            tokens.add(quotes.read());
        } else if (LOOKALIKES.containsKey(c)) {
            String meant = String.valueOf(LOOKALIKES.get(c));
            source.problem(Code.CHARACTER, 1, "'" + c + "' has no meaning in a rule", "write " + meant);
            add(Kind.SYMBOL, meant, source.at() + 1);
        } else if (isDigit(c)) {
            tokens.add(numerals.read());
        } else if (isWordStart(c)) {
            word();
        } else {
            symbol(c);
        }
    }

    private void blanks() {
        int to = source.at();
        while (to < text.length() && BLANKS.indexOf(text.charAt(to)) >= 0) {
            to++;
        }
        source.problem(
                Code.CHARACTER,
                to - source.at(),
                "an invisible character that only looks like a blank",
                "write a plain blank");
        source.skip(to - source.at());
    }

    private void comment() {
        int close = text.indexOf("*/", source.at() + 2);
        if (close < 0) {
            source.problem(Code.COMMENT, 2, "this comment has no end", "close it with */");
        }
        source.blank(close < 0 ? text.length() : close + 2);
    }

    /** Rules copied out of a page bring the marks of their block along. */
    private void fence() {
        int to = source.endOfLine();
        source.problem(Code.CHARACTER, to - source.at(), "a mark of Markdown", "remove the line");
        source.blank(to);
    }

    /** A comment as many languages have it. */
    private void hash() {
        int to = source.endOfLine();
        source.problem(Code.CHARACTER, to - source.at(), "'#' has no meaning in a rule", "write comments as // ...");
        source.blank(to);
    }

    private void word() {
        int to = source.at() + 1;
        while (to < text.length() && isWordPart(text.charAt(to))) {
            to++;
        }
        if (to < text.length() && text.charAt(to) == '$') { // for the compiler it goes on: not$c is one word
            source.problem(
                    Code.CHARACTER,
                    to + 1 - source.at(),
                    "a dollar inside a word",
                    "begin a new word before $, or leave it out");
        }
        String word = text.substring(source.at(), to);
        if (word.length() > MOST_OF_WORD) {
            source.problem(
                    Code.TOO_LARGE, 1, "a word of " + word.length() + " letters", "names have at most " + MOST_OF_WORD);
            word = word.substring(0, MOST_OF_WORD);
        }
        String lower = word.toLowerCase(Locale.ROOT);
        if (!word.equals(lower) && KEYWORDS.contains(lower)) {
            source.problem(
                    Code.KEYWORD_CASE,
                    to - source.at(),
                    "'" + word + "' is no word of a rule",
                    "keywords are in lower case: " + lower);
            word = lower;
        }
        add(text.charAt(source.at()) == '$' ? Kind.VARIABLE : Kind.WORD, word, to);
    }

    private void symbol(char c) {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, source.at())) {
                add(Kind.SYMBOL, symbol, source.at() + 2);
                return;
            }
        }
        if (SINGLES.indexOf(c) >= 0) {
            add(Kind.SYMBOL, String.valueOf(c), source.at() + 1);
            return;
        }
        String shown = c == '\\' ? "a backslash" : "'" + Character.toString(text.codePointAt(source.at())) + "'";
        source.problem(
                Code.CHARACTER,
                1,
                shown + " has no meaning in a rule",
                "remove it, or put it in double quotes if it belongs to a text");
        source.skip(Character.charCount(text.codePointAt(source.at())));
    }

    private void add(Kind kind, String word, int to) {
        tokens.add(source.take(kind, word, to));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
    }

    static boolean isWordPart(char c) {
        return isWordStart(c) && c != '$' || isDigit(c);
    }
}
