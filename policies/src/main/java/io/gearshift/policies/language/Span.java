package io.gearshift.policies.language;

import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Unary;

/**
 * A stretch of a rule file.
 *
 * @param line 1-based
 * @param column 1-based
 * @param length characters, within the line; at least 1
 */
public record Span(int line, int column, int length) {

    public static Span of(Token token) {
        return new Span(token.line(), token.column(), Math.max(1, token.length()));
    }

    /** From the first word of an expression to its last, as far as they stand on one line. */
    public static Span of(Expr expression) {
        Token first = first(expression);
        Token last = last(expression);
        int length = first.line() == last.line() ? last.start() + last.length() - first.start() : first.length();
        return new Span(first.line(), first.column(), Math.max(1, length));
    }

    private static Token first(Expr expression) {
        if (expression instanceof Unary unary) {
            Token inner = first(unary.operand());
            return inner.start() < unary.at().start() ? inner : unary.at();
        } else if (expression instanceof Binary binary) {
            return first(binary.left());
        }
        return expression instanceof In in ? first(in.left()) : expression.at();
    }

    private static Token last(Expr expression) {
        if (expression instanceof Unary unary) {
            return last(unary.operand());
        } else if (expression instanceof Binary binary) {
            return last(binary.right());
        } else if (expression instanceof Member member) {
            return member.member();
        }
        return expression instanceof In in ? last(in.values().get(in.values().size() - 1)) : expression.at();
    }
}
