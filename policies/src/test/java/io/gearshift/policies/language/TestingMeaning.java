package io.gearshift.policies.language;

import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Unary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a condition on a Device is documented to mean, computed without Drools. */
final class TestingMeaning {

    private final Map<String, Object> fields;

    /** @param fields values by name; a missing one is absent */
    TestingMeaning(Map<String, Object> fields) {
        this.fields = fields;
    }

    boolean holds(Expr expression) {
        return Boolean.TRUE.equals(value(expression));
    }

    private @Nullable Object value(Expr expression) {
        if (expression instanceof Literal literal) {
            return literal(literal);
        } else if (expression instanceof Name name) {
            Object field = fields.get(name.at().text());
            return field != null || Character.isLowerCase(name.at().text().charAt(0))
                    ? field
                    : name.at().text();
        } else if (expression instanceof Member member) {
            return member.member().text();
        } else if (expression instanceof Unary unary) {
            return unary.at().is("-") ? (Object) (-number(unary.operand())) : (Object) !holds(unary.operand());
        } else if (expression instanceof In in) {
            return in.values().stream().anyMatch(v -> equal(value(in.left()), value(v)));
        }
        return binary((Binary) expression);
    }

    private static @Nullable Object literal(Literal literal) {
        if (literal.at().is(Token.Kind.NUMBER)) {
            return Double.valueOf(literal.at().text());
        } else if (literal.at().is(Token.Kind.TEXT)) {
            return literal.at().text();
        }
        return literal.isNull() ? null : Boolean.valueOf(literal.at().text());
    }

    private Object binary(Binary b) {
        return switch (b.operator().text()) {
            case "&&" -> holds(b.left()) && holds(b.right());
            case "||" -> holds(b.left()) || holds(b.right());
            case "==" -> equal(value(b.left()), value(b.right()));
            case "!=" -> !equal(value(b.left()), value(b.right()));
            case "contains" -> ((List<?>) fields.get(b.left().at().text())).contains(value(b.right()));
            case "+" -> number(b.left()) + number(b.right());
            case "-" -> number(b.left()) - number(b.right());
            case "*" -> number(b.left()) * number(b.right());
            case "/" -> number(b.left()) / number(b.right());
            case "%" -> number(b.left()) % number(b.right());
            default -> ordered(b);
        };
    }

    private static boolean equal(@Nullable Object a, @Nullable Object b) {
        return a == null || b == null ? a == b : a.toString().equals(b.toString());
    }

    private double number(Expr expression) {
        Object value = value(expression);
        return ((Number) java.util.Objects.requireNonNull(value)).doubleValue();
    }

    private boolean ordered(Binary b) {
        Object left = value(b.left());
        Object right = value(b.right());
        if (left == null || right == null) {
            return false;
        }
        double order = left instanceof Double l && right instanceof Double r
                ? Double.compare(l, r)
                : rank(left.toString()) - rank(right.toString());
        return switch (b.operator().text()) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException(b.operator().text());
        };
    }

    private static int rank(String heat) {
        return List.of("UNKNOWN", "COOL", "WARM", "HOT", "CRITICAL").indexOf(heat);
    }
}
