package io.gearshift.policies.language;

import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.Expr.Variable;
import io.gearshift.policies.language.Token.Kind;

/** Says what cannot be compared: Drools takes a text against a number, or an enum against a text, without a word. */
final class Comparisons {

    private final Report report;
    private final Typer typer;
    private final Ranges ranges;

    Comparisons(Report report, Typer typer) {
        this.report = report;
        this.typer = typer;
        this.ranges = new Ranges(report);
    }

    Type in(In in) {
        Type left = typer.type(in.left());
        if (typer.isAction()) {
            return typer.decides(in.at());
        }
        for (Expr value : in.values()) {
            if (!(value instanceof Literal
                    || value instanceof Name
                    || value instanceof Member
                    || value instanceof Variable)) {
                report.problem(
                        Code.TYPE_MISMATCH,
                        value.at(),
                        "in ( ... ) lists plain values",
                        "write constants, numbers, texts or $names");
            }
            Type type = typer.typeAs(value, left, in.left());
            if (comparable(in.left(), left, value, type)) {
                ranges.compared(in.left(), left, value, type);
            }
        }
        return Type.BOOLEAN;
    }

    Type comparison(Binary binary) {
        Type left = type0(binary.left(), binary.right());
        Type right = typer.typeAs(binary.right(), left, binary.left());
        String operator = binary.operator().text();
        if (left.is(Type.Kind.WRONG) || right.is(Type.Kind.WRONG)) {
            return Type.BOOLEAN;
        }
        if (binary.left() instanceof Literal && binary.right() instanceof Literal) {
            report.problem(
                    Code.CONSTANT_CONDITION, binary.at(), "two constants are compared", "compare a field of the fact");
        } else if (operator.equals("contains")) {
            if (!left.is(Type.Kind.LIST) || !right.is(Type.Kind.TEXT)) {
                report.problem(
                        Code.TYPE_MISMATCH,
                        binary.operator(),
                        "contains looks for a text in a list",
                        left.is(Type.Kind.LIST)
                                ? "for example staleSensors contains \"...\""
                                : "compare " + binary.left().at().text() + " with ==, or with in ( ... )");
            }
        } else if (comparable(binary.left(), left, binary.right(), right)) {
            if (Typer.ORDER.contains(operator)) {
                order(binary, left, operator);
            }
            ranges.compared(binary.left(), left, binary.right(), right);
            if (operator.equals("!=")) {
                missing(binary.left(), left, "!=");
                missing(binary.right(), right, "!=");
            }
        }
        return Type.BOOLEAN;
    }

    /** Bands have an order, from good to bad; that of the others means nothing. Less than a band would take in UNKNOWN. */
    private void order(Binary binary, Type left, String operator) {
        if (left.is(Type.Kind.ENUM)) {
            boolean isBand = Dictionary.BANDS.contains(left.type());
            if (!isBand || operator.startsWith("<")) {
                report.problem(
                        Code.NO_ORDER,
                        binary.operator(),
                        isBand
                                ? "'" + operator + "' on a band would include UNKNOWN"
                                : "'" + operator + "' on " + left.shown() + ": they have no order",
                        "list the constants: " + binary.left().at().text() + " in (...)");
            }
        } else if (!left.is(Type.Kind.NUMBER)) {
            report.problem(
                    Code.NO_ORDER,
                    binary.operator(),
                    "'" + operator + "' compares numbers; this is " + left.shown(),
                    "use == or !=");
        }
    }

    /** A constant or a name may stand on the left too: {@code HOT == heat}. */
    private Type type0(Expr left, Expr right) {
        if (left instanceof Variable && right instanceof Name other) {
            Type type = typer.field(other.at());
            return type == null ? typer.type(left) : typer.typeAs(left, type, other);
        }
        if (left instanceof Name name && typer.field(name.at()) == null && right instanceof Name other) {
            Type type = typer.field(other.at());
            if (type != null && type.is(Type.Kind.ENUM)) {
                return typer.constant(name.at(), type);
            }
        }
        return typer.type(left);
    }

    private boolean comparable(Expr left, Type a, Expr right, Type b) {
        if (a.is(Type.Kind.WRONG) || b.is(Type.Kind.WRONG)) {
            return false;
        }
        if (a.is(Type.Kind.NULL) || b.is(Type.Kind.NULL)) {
            return presence(a.is(Type.Kind.NULL) ? right : left, a.is(Type.Kind.NULL) ? b : a);
        }
        if (a.kind() == b.kind() && a.type() == b.type() && !a.is(Type.Kind.FACT) && !a.is(Type.Kind.LIST)) {
            return true;
        }
        String hint = "compare like with like";
        if (a.is(Type.Kind.ENUM) && right instanceof Literal text && text.at().is(Kind.TEXT)) {
            hint = a.constants().contains(text.at().text())
                    ? "write " + text.at().text() + " without quotes"
                    : Report.nearest(text.at().text(), a.constants(), "constants: ");
        } else if (a.is(Type.Kind.TEXT) && b.is(Type.Kind.NUMBER)) {
            hint = "texts stand in double quotes: \"" + right.at().text() + "\"";
        } else if (a.is(Type.Kind.ENUM)) {
            hint = "constants: " + String.join(", ", a.constants());
        } else if (a.is(Type.Kind.BOOLEAN) && right.at().text().matches("(?i)true|false")) {
            hint = "write " + right.at().text().toLowerCase(java.util.Locale.ROOT) + " without quotes";
        } else if (a.is(Type.Kind.BOOLEAN)) {
            hint = "compare it with true or false, or write it alone";
        } else if (a.is(Type.Kind.NUMBER) && b.is(Type.Kind.TEXT)) {
            hint = "numbers stand without quotes";
        }
        report.problem(
                Code.TYPE_MISMATCH,
                right.at(),
                left.at().text() + " is " + a.shown() + ", this is " + b.shown() + ": they are never equal",
                hint);
        return false;
    }

    /** A comparison with a missing value is false, so its opposite is true. */
    void negated(Unary unary) {
        if (unary.operand() instanceof Binary binary
                && Typer.ORDER.contains(binary.operator().text())) {
            missing(binary.left(), typer.quiet(binary.left()), "the opposite");
            missing(binary.right(), typer.quiet(binary.right()), "the opposite");
        } else if (unary.operand() instanceof In in && typer.quiet(in.left()).is(Type.Kind.NUMBER)) {
            missing(in.left(), typer.quiet(in.left()), "not in");
        }
    }

    private void missing(Expr expression, Type type, String operator) {
        if (type.isMissable() && !type.is(Type.Kind.NULL) && !typer.isShown(expression)) {
            String name = expression.at().text();
            report.warning(
                    Code.MISSING_COUNTS,
                    expression,
                    name + " may be missing, and then " + operator + " is true",
                    "say what a missing value means: " + name + " != null && ..., or " + name + " == null || ...");
        }
    }

    private boolean presence(Expr expression, Type type) {
        if (!type.isMissable()) {
            report.problem(
                    Code.NEVER_NULL,
                    expression.at(),
                    expression.at().text() + " is never null",
                    type.is(Type.Kind.ENUM) && type.constants().contains("UNKNOWN")
                            ? "a missing sensor is UNKNOWN: " + expression.at().text() + " == UNKNOWN"
                            : "leave this condition out");
        }
        return false;
    }
}
