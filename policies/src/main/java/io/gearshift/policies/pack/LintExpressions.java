package io.gearshift.policies.pack;

import io.gearshift.policies.pack.LintExpr.Binary;
import io.gearshift.policies.pack.LintExpr.In;
import io.gearshift.policies.pack.LintExpr.Literal;
import io.gearshift.policies.pack.LintExpr.Member;
import io.gearshift.policies.pack.LintExpr.Name;
import io.gearshift.policies.pack.LintExpr.Unary;
import io.gearshift.policies.pack.LintExpr.Variable;
import io.gearshift.policies.pack.LintToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads expressions: or, and, comparison, sum, product, operand; by descent, weakest operator first. */
final class LintExpressions {

    /** Deep enough for any condition a person can read; the descent uses the stack. */
    private static final int MAX_DEPTH = 50;

    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!=", "<", "<=", ">", ">="),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private static final int COMPARISON = 2;

    private static final Map<String, String> WRONG_OPERATORS = Map.of(
            "=", "compare with ==",
            "&", "write &&",
            "|", "write ||",
            "?", "write one rule for each case",
            "^", "write != between two conditions",
            ":=", "write $name : field",
            "->", "write the condition directly",
            "::", "call a verb of policy",
            "[", "write in ( ... ) with round brackets");

    private final LintCursor cursor;
    private int depth;

    LintExpressions(LintCursor cursor) {
        this.cursor = cursor;
    }

    LintExpr read() throws LintSyntaxException {
        LintExpr expression = level(0);
        String hint = cursor.peek().is(Kind.SYMBOL)
                ? WRONG_OPERATORS.get(cursor.peek().text())
                : null;
        if (hint != null) {
            throw new LintSyntaxException(cursor.peek(), cursor.peek().shown() + " is not allowed here", hint);
        }
        LintForbidden.refuse(cursor.peek());
        return expression;
    }

    private LintExpr level(int level) throws LintSyntaxException {
        if (level == LEVELS.size()) {
            return operand();
        }
        LintExpr left = level(level + 1);
        while (LEVELS.get(level).stream().anyMatch(cursor::isAt) || (level == COMPARISON && isWordOperator())) {
            LintToken operator = cursor.next();
            left = operator.is(Kind.WORD) ? wordOperator(left, operator) : new Binary(operator, left, level(level + 1));
            if (level == COMPARISON && LEVELS.get(level).stream().anyMatch(cursor::isAt)) {
                throw new LintSyntaxException(cursor.peek(), "two comparisons in a row", "join them: a < b && b < c");
            }
        }
        return left;
    }

    private boolean isWordOperator() {
        LintToken operator = cursor.isAt("not") ? cursor.peek(1) : cursor.peek();
        return operator.is("in") || operator.is("contains");
    }

    private LintExpr wordOperator(LintExpr left, LintToken first) throws LintSyntaxException {
        if (first.is("not")) {
            return new Unary(first, wordOperator(left, cursor.next()));
        }
        if (first.is("contains")) {
            return new Binary(first, left, operand());
        }
        cursor.expect("(", "after in", "write: field in (A, B)");
        List<LintExpr> values = new ArrayList<>();
        do {
            values.add(level(COMPARISON + 1));
        } while (cursor.take(","));
        cursor.expect(")", "at the end of the values", "separate them by commas: field in (A, B)");
        return new In(left, values);
    }

    private LintExpr operand() throws LintSyntaxException {
        LintToken token = cursor.peek();
        if (++depth > MAX_DEPTH) {
            throw new LintSyntaxException(token, "this condition is nested too deeply", "split it into several rules");
        }
        try {
            return unguarded(token);
        } finally {
            depth--;
        }
    }

    private LintExpr unguarded(LintToken token) throws LintSyntaxException {
        LintForbidden.refuse(token);
        if (token.is("!") || token.is("-")) {
            return new Unary(cursor.next(), operand());
        }
        if (cursor.take("(")) {
            LintExpr inner = read();
            cursor.expect(")", "to close the bracket", "every ( needs its )");
            return inner;
        }
        if (token.is(Kind.NUMBER) || token.is(Kind.TEXT) || token.is("true") || token.is("false") || token.is("null")) {
            return new Literal(cursor.next());
        }
        if (token.is(Kind.WORD) || token.is(Kind.VARIABLE)) {
            return named(cursor.next());
        }
        boolean isShort = LEVELS.get(COMPARISON).stream().anyMatch(token::is);
        throw new LintSyntaxException(
                token,
                isShort ? token.shown() + " has nothing to its left" : "a value is expected, not " + token.shown(),
                isShort ? "repeat the field: a == X || a == Y" : "write a field, a number, a \"text\" or a constant");
    }

    private LintExpr named(LintToken name) throws LintSyntaxException {
        if (cursor.isAt("(")) {
            throw new LintSyntaxException(
                    name,
                    "'" + name.text() + "(' calls something; conditions only read fields",
                    name.text().equals("not") ? "write !( ... )" : "write the field's name without brackets");
        }
        if (!cursor.take(".")) {
            return name.is(Kind.VARIABLE) ? new Variable(name) : new Name(name);
        }
        LintToken member = cursor.expect(Kind.WORD, "a name after the dot", "for example $c.energyMj or Heat.HOT");
        boolean isCall = cursor.take("(");
        if (isCall) {
            cursor.expect(")", "after " + member.text() + "(", "only fields can be read, without arguments");
        }
        if (cursor.isAt(".")) {
            throw new LintSyntaxException(
                    cursor.peek(),
                    "a chain of dots reaches beyond the facts",
                    "read one field of one fact: $c.energyMj");
        }
        return new Member(name, member, isCall);
    }
}
