package io.gearshift.policies.language;

import io.gearshift.policies.language.Token.Kind;
import java.util.List;
import java.util.Map;

/** Operators that people write and rules do not have. */
final class Operators {

    private static final Map<String, String> WRONG_OPERATORS = Map.of(
            "?", "write one rule for each case",
            "^", "write != between two conditions",
            ":=", "write $name : field",
            "->", "write the condition directly",
            "::", "call a verb of policy",
            "[", "write in ( ... ) with round brackets");

    /** What people write for an operator, and what they mean; longest first. */
    private static final List<Map.Entry<List<String>, String>> MENDED = List.of(
            Map.entry(List.of("==", "="), "=="),
            Map.entry(List.of("!=", "="), "!="),
            Map.entry(List.of("=", "<"), "<="),
            Map.entry(List.of("=", ">"), ">="),
            Map.entry(List.of("<", ">"), "!="),
            Map.entry(List.of("is", "not"), "!="),
            Map.entry(List.of("="), "=="),
            Map.entry(List.of("is"), "=="),
            Map.entry(List.of("equals"), "=="),
            Map.entry(List.of("&"), "&&"),
            Map.entry(List.of("and"), "&&"),
            Map.entry(List.of("AND"), "&&"),
            Map.entry(List.of("|"), "||"),
            Map.entry(List.of("or"), "||"),
            Map.entry(List.of("OR"), "||"));

    private final Cursor cursor;
    private final Report report;

    Operators(Cursor cursor, Report report) {
        this.cursor = cursor;
        this.report = report;
    }

    /** Reads on with the operator that was meant, so that what follows is checked too. */
    void mend() {
        for (Map.Entry<List<String>, String> entry : MENDED) {
            List<String> written = entry.getKey();
            boolean isWritten = true;
            for (int i = 0; i < written.size(); i++) {
                isWritten &= cursor.peek(i).is(written.get(i));
            }
            if (isWritten) {
                Token first = cursor.peek();
                Token last = cursor.peek(written.size() - 1);
                String shown = String.join(first.is(Kind.WORD) ? " " : "", written);
                report.problem(
                        Code.SYNTAX,
                        new Span(first.line(), first.column(), last.start() + last.length() - first.start()),
                        "'" + shown + "' is not allowed here",
                        entry.getValue().equals("==") ? "compare with ==" : "write " + entry.getValue());
                cursor.mend(
                        written.size(),
                        new Token(Kind.SYMBOL, entry.getValue(), first.start(), first.line(), first.column()));
                return;
            }
        }
    }

    /** Throws at one that no rule has. */
    void refuse() throws SyntaxException {
        String hint = cursor.peek().is(Kind.SYMBOL)
                ? WRONG_OPERATORS.get(cursor.peek().text())
                : null;
        if (hint != null) {
            throw new SyntaxException(cursor.peek(), cursor.peek().shown() + " is not allowed here", hint);
        }
    }
}
