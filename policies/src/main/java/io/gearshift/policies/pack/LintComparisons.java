package io.gearshift.policies.pack;

import io.gearshift.policies.pack.LintExpr.Binary;
import io.gearshift.policies.pack.LintExpr.In;
import io.gearshift.policies.pack.LintExpr.Literal;
import io.gearshift.policies.pack.LintExpr.Member;
import io.gearshift.policies.pack.LintExpr.Name;
import io.gearshift.policies.pack.LintExpr.Variable;
import io.gearshift.policies.pack.LintToken.Kind;

/** Says what cannot be compared: Drools takes a text against a number, or an enum against a text, without a word. */
final class LintComparisons {

    private final LintReport report;
    private final LintTyper typer;

    LintComparisons(LintReport report, LintTyper typer) {
        this.report = report;
        this.typer = typer;
    }

    LintType in(In in) {
        LintType left = typer.type(in.left());
        if (typer.isAction()) {
            return typer.problem(in.at(), "an action decides nothing", "put the condition between when and then");
        }
        for (LintExpr value : in.values()) {
            if (!(value instanceof Literal
                    || value instanceof Name
                    || value instanceof Member
                    || value instanceof Variable)) {
                report.problem(
                        value.at(), "in ( ... ) lists plain values", "write constants, numbers, texts or $names");
            }
            comparable(in.left(), left, value, typer.typeAs(value, left));
        }
        return LintType.BOOLEAN;
    }

    LintType comparison(Binary binary) {
        LintType left = type0(binary.left(), binary.right());
        LintType right = typer.typeAs(binary.right(), left);
        String operator = binary.operator().text();
        if (left.is(LintType.Kind.WRONG) || right.is(LintType.Kind.WRONG)) {
            return LintType.BOOLEAN;
        }
        if (binary.left() instanceof Literal && binary.right() instanceof Literal) {
            report.problem(binary.at(), "two constants are compared", "compare a field of the fact");
        } else if (operator.equals("contains")) {
            if (!left.is(LintType.Kind.LIST) || !right.is(LintType.Kind.TEXT)) {
                report.problem(
                        binary.operator(),
                        "contains looks for a text in a list",
                        "for example staleSensors contains \"...\"");
            }
        } else if (comparable(binary.left(), left, binary.right(), right) && LintTyper.ORDER.contains(operator)) {
            order(binary, left, operator);
        }
        return LintType.BOOLEAN;
    }

    /** Bands have an order, from good to bad; that of the others means nothing. Less than a band would take in UNKNOWN. */
    private void order(Binary binary, LintType left, String operator) {
        if (left.is(LintType.Kind.ENUM)) {
            boolean isBand = LintVocabulary.BANDS.contains(left.type());
            if (!isBand || operator.startsWith("<")) {
                report.problem(
                        binary.operator(),
                        isBand
                                ? "'" + operator + "' on a band would include UNKNOWN"
                                : "'" + operator + "' on " + left.shown() + ": they have no order",
                        "list the constants: " + binary.left().at().text() + " in (...)");
            }
        } else if (!left.is(LintType.Kind.NUMBER)) {
            report.problem(
                    binary.operator(), "'" + operator + "' compares numbers; this is " + left.shown(), "use == or !=");
        }
    }

    /** A constant may stand on the left too: {@code HOT == heat}. */
    private LintType type0(LintExpr left, LintExpr right) {
        if (left instanceof Name name && typer.field(name.at()) == null && right instanceof Name other) {
            LintType type = typer.field(other.at());
            if (type != null && type.is(LintType.Kind.ENUM)) {
                return typer.constant(name.at(), type);
            }
        }
        return typer.type(left);
    }

    private boolean comparable(LintExpr left, LintType a, LintExpr right, LintType b) {
        if (a.is(LintType.Kind.WRONG) || b.is(LintType.Kind.WRONG)) {
            return false;
        }
        if (a.is(LintType.Kind.NULL) || b.is(LintType.Kind.NULL)) {
            return presence(a.is(LintType.Kind.NULL) ? right : left, a.is(LintType.Kind.NULL) ? b : a);
        }
        if (a.kind() == b.kind() && a.type() == b.type() && !a.is(LintType.Kind.FACT) && !a.is(LintType.Kind.LIST)) {
            return true;
        }
        String hint = "compare like with like";
        if (a.is(LintType.Kind.ENUM)
                && right instanceof Literal text
                && text.at().is(Kind.TEXT)) {
            hint = a.constants().contains(text.at().text())
                    ? "write " + text.at().text() + " without quotes"
                    : LintReport.nearest(text.at().text(), a.constants(), "constants: ");
        } else if (a.is(LintType.Kind.TEXT) && b.is(LintType.Kind.NUMBER)) {
            hint = "texts stand in double quotes: \"" + right.at().text() + "\"";
        } else if (a.is(LintType.Kind.NUMBER) && b.is(LintType.Kind.TEXT)) {
            hint = "numbers stand without quotes";
        }
        report.problem(
                right.at(),
                left.at().text() + " is " + a.shown() + ", this is " + b.shown() + ": they are never equal",
                hint);
        return false;
    }

    private boolean presence(LintExpr expression, LintType type) {
        if (!type.isMissable()) {
            report.problem(
                    expression.at(),
                    expression.at().text() + " is never null",
                    type.is(LintType.Kind.ENUM) && type.constants().contains("UNKNOWN")
                            ? "a missing sensor is UNKNOWN: " + expression.at().text() + " == UNKNOWN"
                            : "leave this condition out");
        }
        return false;
    }
}
