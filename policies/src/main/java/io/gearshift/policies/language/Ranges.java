package io.gearshift.policies.language;

import io.gearshift.core.policy.Quantity;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.RuleSyntax.Action;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Says which numbers no device can have, and which speak of a mistake of units. */
public final class Ranges {

    private static final double MIB = 1_048_576;
    static final double KELVIN = 273.15;

    private final Report report;

    Ranges(Report report) {
        this.report = report;
    }

    void compared(Expr left, Type a, Expr right, Type b) {
        Quantity leftQuantity = a.quantity();
        Quantity rightQuantity = b.quantity();
        if (leftQuantity != null && rightQuantity != null) {
            units(left, leftQuantity, right, rightQuantity);
            return;
        }
        Double value = constant(leftQuantity != null ? right : left);
        if (value == null) {
            return;
        } else if (leftQuantity != null) {
            number(left.at().text(), leftQuantity, right, value);
        } else if (rightQuantity != null) {
            number(right.at().text(), rightQuantity, left, value);
        }
    }

    private void units(Expr left, Quantity a, Expr right, Quantity b) {
        if (!a.unit().equals(b.unit())) {
            report.warning(
                    Code.UNITS,
                    right,
                    name(left) + " is " + said(a.unit()) + ", " + name(right) + " is " + said(b.unit()),
                    "compare like with like, or convert: $x / 1000");
        }
    }

    private static String name(Expr expression) {
        return expression instanceof Expr.Member member
                ? member.owner().text() + "." + member.member().text()
                : expression.at().text();
    }

    static String said(String unit) {
        return unit.equals("ratio") ? "a ratio" : unit.equals("count") ? "a count" : "in " + unit;
    }

    private void number(String field, Quantity quantity, Expr at, double value) {
        if (value < quantity.min() || value > quantity.max()) {
            report.problem(
                    Code.OUT_OF_RANGE,
                    at,
                    field + " is " + range(quantity) + ", never " + shown(value),
                    advice(quantity, value));
        } else if (value != 0 && (value < quantity.usualMin() || value > quantity.usualMax())) {
            report.warning(
                    Code.UNITS,
                    at,
                    field + " is in " + quantity.unit() + ": " + shown(value) + " is " + tooLittle(quantity, value),
                    conversion(quantity.unit(), value));
        }
    }

    private static String tooLittle(Quantity quantity, double value) {
        return value < quantity.usualMin() ? "next to nothing" : "more than any device shows";
    }

    /** Of a weight or an amount in an action. */
    void argument(Action action, Expr at, double value) {
        if (action.verb().is("prefer") && !(value >= -1 && value <= 1)) {
            report.problem(
                    Code.OUT_OF_RANGE,
                    at,
                    "a weight is -1 to 1, not " + shown(value),
                    "scores are 0 to 1; 0.2 already is a strong preference");
        } else if (action.verb().is("prefer") && value == 0) {
            report.warning(
                    Code.NO_EFFECT, at, "a weight of 0 changes nothing", "0.2 favours the gear, -0.2 the others");
        } else if (action.verb().is("limit") && value < 0) {
            report.problem(Code.OUT_OF_RANGE, at, "a budget is 0 or more", "leave the minus out");
        } else if (action.verb().is("limit") && value > 0) {
            budget(action.arguments().get(0), at, value);
        }
    }

    private void budget(Expr budget, Expr at, double value) {
        String name = Span.of(budget).length() > 0 && budget instanceof Expr.Member member
                ? member.member().text()
                : budget.at().text();
        if (name.equals("MEMORY_BYTES") && value < MIB) {
            report.warning(Code.UNITS, at, shown(value) + " bytes hold no model", conversion("bytes", value));
        } else if (name.equals("POWER_W") && value > 1_000) {
            report.warning(
                    Code.UNITS,
                    at,
                    shown(value) + " W is more than any device of this kind draws",
                    shown(value) + " mW is " + shown(value / 1000) + " W");
        }
    }

    private static String range(Quantity quantity) {
        String unit = quantity.unit().equals("ratio") || quantity.unit().equals("count") ? "" : " " + quantity.unit();
        return quantity.max() == Double.POSITIVE_INFINITY
                ? shown(quantity.min()) + unit + " or more"
                : shown(quantity.min()) + " to " + shown(quantity.max()) + unit;
    }

    private static String advice(Quantity quantity, double value) {
        if (quantity.unit().equals("ratio") && value >= 2 && value <= 100) {
            return "a ratio is 0..1: write " + shown(value / 100);
        } else if (quantity.unit().equals("°C") && value >= 250) {
            return "degrees Celsius, not kelvin: " + shown(value) + " K is " + shown(rounded(value - KELVIN));
        } else if (quantity.unit().equals("°C") && value > quantity.max()) {
            return "degrees Celsius, not Fahrenheit: " + shown(value) + " °F is " + shown(rounded((value - 32) / 1.8));
        }
        return value < quantity.min() && quantity.min() == 0
                ? "leave the minus out"
                : "compare with a number in that range";
    }

    private static String conversion(String unit, double value) {
        return switch (unit) {
            case "bytes" -> shown(value) + " MiB is " + whole(value * MIB);
            case "ms" -> shown(value) + " s is " + shown(value * 1000);
            case "s" -> shown(value) + " ms is " + shown(value / 1000);
            default -> "look at the unit again";
        };
    }

    /** As it must be written: a whole number over 2^31 needs its point. */
    static String whole(double value) {
        return shown(value) + (value > Integer.MAX_VALUE && value == Math.rint(value) ? ".0" : "");
    }

    static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).doubleValue();
    }

    public static String shown(double value) {
        return Double.isInfinite(value)
                ? String.valueOf(value)
                : new BigDecimal(String.valueOf(value))
                        .round(new MathContext(12))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** What an expression of numbers alone amounts to; null for one that reads anything. */
    public static @Nullable Double constant(Expr expression) {
        if (expression instanceof Literal literal && literal.at().is(Token.Kind.NUMBER)) {
            return Double.valueOf(literal.at().text());
        } else if (expression instanceof Unary unary && unary.at().is("-")) {
            Double value = constant(unary.operand());
            return value == null ? null : (Double) (-value);
        } else if (expression instanceof Binary binary) {
            Double left = constant(binary.left());
            Double right = constant(binary.right());
            return left == null || right == null
                    ? null
                    : computed(binary.operator().text(), left, right);
        }
        return null;
    }

    private static @Nullable Double computed(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> (Double) (a + b);
            case "-" -> (Double) (a - b);
            case "*" -> (Double) (a * b);
            case "/" -> b == 0 ? null : (Double) (a / b);
            default -> null;
        };
    }
}
