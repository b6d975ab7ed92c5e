package io.gearshift.policies.pack;

import io.gearshift.policies.pack.LintToken.Kind;
import java.util.List;

/** Walks over the words of a rule file. */
final class LintCursor {

    private final List<LintToken> tokens;
    private int at;

    LintCursor(List<LintToken> tokens) {
        this.tokens = tokens;
    }

    LintToken peek() {
        return peek(0);
    }

    LintToken peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    LintToken next() {
        LintToken token = peek();
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

    LintToken expect(String word, String where, String hint) throws LintSyntaxException {
        if (!isAt(word)) {
            throw new LintSyntaxException(
                    peek(), "'" + word + "' is expected " + where + ", not " + peek().shown(), hint);
        }
        return next();
    }

    LintToken expect(Kind kind, String what, String hint) throws LintSyntaxException {
        if (!peek().is(kind)) {
            throw new LintSyntaxException(peek(), what + " is expected, not " + peek().shown(), hint);
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
