package io.gearshift.policies.language;

import io.gearshift.policies.language.Token.Kind;
import java.util.List;

/** Walks over the words of a rule file. */
final class Cursor {

    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
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

    Token expect(String word, String where, String hint) throws SyntaxException {
        if (!isAt(word)) {
            throw new SyntaxException(peek(), "'" + word + "' is expected " + where + ", not " + peek().shown(), hint);
        }
        return next();
    }

    Token expect(Kind kind, String what, String hint) throws SyntaxException {
        if (!peek().is(kind)) {
            throw new SyntaxException(peek(), what + " is expected, not " + peek().shown(), hint);
        }
        return next();
    }

    boolean isAtEnd() {
        return peek().is(Kind.END_OF_FILE);
    }

    /** To the next word {@code rule} that begins a rule: first on its line, or before a quoted name. */
    void skipToNextRule() {
        while (!isAtEnd() && !(isAt("rule") && (peek(1).is(Kind.TEXT) || isFirstOnLine()))) {
            at++;
        }
    }

    private boolean isFirstOnLine() {
        return at == 0 || tokens.get(at - 1).line() < peek().line();
    }
}
