package io.gearshift.policies.language;

import io.gearshift.policies.language.Expr.Binary;

/** Says what cannot be computed with: other kinds than numbers, and values that may be missing. */
final class Arithmetic {

    private final Typer typer;

    Arithmetic(Typer typer) {
        this.typer = typer;
    }

    Type of(Binary binary) {
        Type left = typer.type(binary.left());
        Type right = typer.type(binary.right());
        if (left.is(Type.Kind.WRONG) || right.is(Type.Kind.WRONG)) {
            return Type.WRONG;
        }
        boolean isText = left.is(Type.Kind.TEXT) || right.is(Type.Kind.TEXT);
        if (typer.isAction() && binary.operator().is("+") && isText) {
            return joined(left.is(Type.Kind.TEXT) ? binary.right() : binary.left(), left, right);
        }
        boolean areNumbers = number(binary.left(), left, binary.operator().text())
                & number(binary.right(), right, binary.operator().text());
        boolean isDivision = binary.operator().is("/") || binary.operator().is("%");
        if (isDivision && binary.right().at().text().matches("0+(\\.0+)?")) {
            return typer.problem(
                    Code.DIVISION_BY_ZERO, binary.right().at(), "division by zero", "divide by another number");
        }
        return areNumbers ? Type.NUMBER : Type.WRONG;
    }

    /** @param other the side that is no text, if there is one */
    private Type joined(Expr other, Type left, Type right) {
        if (left.is(Type.Kind.FACT) || right.is(Type.Kind.FACT)) {
            return typer.problem(
                    Code.TYPE_MISMATCH,
                    other.at(),
                    "a whole fact in a reason is unreadable",
                    "name a field: $c.energyMj()");
        }
        if (left.is(Type.Kind.LIST) || right.is(Type.Kind.LIST)) {
            return typer.problem(
                    Code.TYPE_MISMATCH,
                    other.at(),
                    "a list in a reason is of any length",
                    "ask for the entry that matters with contains, and write its name in the reason");
        }
        return Type.TEXT;
    }

    /** @param operand its type */
    Type negated(Expr.Unary unary, Type operand) {
        return number(unary.operand(), operand, "-") ? Type.NUMBER : Type.WRONG;
    }

    private boolean number(Expr expression, Type type, String operator) {
        if (!type.is(Type.Kind.NUMBER)) {
            typer.problem(
                    Code.TYPE_MISMATCH,
                    expression.at(),
                    "'" + operator + "' needs numbers, this is " + type.shown(),
                    "compute with numbers only");
            return false;
        }
        if (type.isMissable()) {
            String name = expression.at().text();
            typer.problem(
                    Code.MAY_BE_MISSING,
                    expression.at(),
                    name + " may be missing, and computing with a missing value fails",
                    typer.isAction()
                            ? "bind it where it is known to be there: " + name + " : field > 0"
                            : "first ask for it: " + name + " != null && ...");
            return false;
        }
        return true;
    }
}
