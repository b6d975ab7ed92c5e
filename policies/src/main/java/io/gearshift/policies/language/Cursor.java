package io.gearshift.policies.language;

import io.gearshift.policies.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Walks over the words of a rule file. */
final class Cursor {

    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = new ArrayList<>(tokens);
    }

    Token peek() {
        return peek(0);
    }

    /** {@code ahead} may be negative: what was read. */
    Token peek(int ahead) {
        return tokens.get(Math.max(0, Math.min(at + ahead, tokens.size() - 1)));
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    int position() {
        return at;
    }

    /** Brackets that were opened since and not closed. */
    int openSince(int position) {
        int open = 0;
        for (Token token : tokens.subList(Math.min(position, tokens.size()), Math.min(at, tokens.size()))) {
            open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        return Math.max(0, open);
    }

    boolean isAt(String word) {
        return peek().is(word);
    }

    boolean take(String word) {
        if (!isAt(word)) {
            return false;
        }
        at++;
        return true;
    }

    /** Puts {@code word} in the place of the next {@code count} words: what the author meant. */
    void mend(int count, Token word) {
        tokens.subList(at, at + count).clear();
        tokens.add(at, word);
    }

    /** Past the bracket that closes one already read, or to the end of its line when none does. */
    void skipBrackets() {
        int line = peek(-1).line();
        for (int depth = 1; depth > 0 && !isAtEnd() && peek().line() == line; ) {
            depth += isAt("(") ? 1 : isAt(")") ? -1 : 0;
            next();
        }
    }

    /** The words from {@code ahead} on that stand on this line, as an author would write them. */
    String restOfLine(int line, int ahead) {
        StringBuilder text = new StringBuilder();
        for (int i = ahead; peek(i).line() == line && !peek(i).is(Kind.END_OF_FILE); i++) {
            Token word = peek(i);
            boolean isApart = i > ahead
                    && word.start() > peek(i - 1).start() + peek(i - 1).length();
            text.append(isApart ? " " : "").append(word.is(Kind.TEXT) ? word.shown() : word.text());
        }
        return text.toString();
    }

    Token expect(String word, String where, String hint) throws SyntaxException {
        if (!isAt(word)) {
            throw new SyntaxException(gap(), "'" + word + "' is expected " + where + ", not " + peek().shown(), hint);
        }
        return next();
    }

    Token expect(Kind kind, String what, String hint) throws SyntaxException {
        if (!peek().is(kind)) {
            throw new SyntaxException(gap(), what + " is expected, not " + peek().shown(), hint);
        }
        return next();
    }

    /** Where something is missing: the next word or, when that stands on a later line, right after the last one. */
    Token gap() {
        Token last = peek(-1);
        boolean isLineOver = at > 0 && last.line() < peek().line();
        return isLineOver
                ? new Token(Kind.SYMBOL, " ", last.start() + last.length(), last.line(), last.column() + last.length())
                : peek();
    }

    boolean isAtEnd() {
        return peek().is(Kind.END_OF_FILE);
    }

    boolean isFirstOnLine() {
        return at == 0 || peek(-1).line() < peek().line();
    }

    /** A word {@code rule} that begins a rule: first on its line, or before a quoted name. */
    boolean isAtRule() {
        return isAt("rule") && (peek(1).is(Kind.TEXT) || isFirstOnLine());
    }

    /** The two numbers of {@code 0,8} without blanks: a comma where a point is meant. */
    boolean isAtDecimalComma() {
        Token whole = peek(-2);
        Token comma = peek(-1);
        return at >= 2
                && peek().is(Kind.NUMBER)
                && comma.is(",")
                && whole.is(Kind.NUMBER)
                && whole.start() + whole.length() == comma.start()
                && comma.start() + 1 == peek().start();
    }

    /** The number before the comma before {@code fraction}, which was just read. */
    Token wholeOf(Token fraction) {
        return tokens.get(tokens.indexOf(fraction) - 2);
    }
}
