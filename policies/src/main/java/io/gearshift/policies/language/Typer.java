package io.gearshift.policies.language;

import io.gearshift.core.policy.Mode;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.Expr.Variable;
import io.gearshift.policies.language.Token.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the type of an expression and says what does not fit. */
final class Typer {

    static final Set<String> EQUALITY = Set.of("==", "!=");

    static final Set<String> ORDER = Set.of("<", "<=", ">", ">=");

    /** What people write for a number that is missing. */
    private static final Set<String> MISSING =
            Set.of("UNKNOWN", "unknown", "NULL", "Null", "None", "none", "MISSING", "missing", "NaN", "nil");

    private final Report report;
    private final Scope scope;
    private final @Nullable Class<?> fact;
    private final Presence presence = new Presence();
    private final Names names;
    private final Comparisons comparisons;
    private final Arithmetic arithmetic;

    /** @param fact of the pattern around a condition; null in an action */
    Typer(Report report, Scope scope, @Nullable Class<?> fact) {
        this.report = report;
        this.scope = scope;
        this.fact = fact;
        this.names = new Names(report, scope, fact, presence);
        this.comparisons = new Comparisons(report, this);
        this.arithmetic = new Arithmetic(this);
    }

    boolean isAction() {
        return fact == null;
    }

    @Nullable
    Type field(Token name) {
        return names.field(name);
    }

    Type constant(Token at, Type wanted) {
        return names.constant(at, wanted);
    }

    /** What follows another condition of the same fact is only asked when that one holds. */
    void holds(Expr condition) {
        presence.holds(condition);
    }

    boolean isShown(Expr expression) {
        return presence.isShown(expression);
    }

    Type type(Expr expression) {
        if (expression instanceof Literal literal) {
            return literal(literal);
        } else if (expression instanceof Name name) {
            return names.name(name);
        } else if (expression instanceof Variable variable) {
            return names.variable(variable.at());
        } else if (expression instanceof Member member) {
            return names.member(member, null);
        } else if (expression instanceof Unary unary) {
            return unary(unary);
        } else if (expression instanceof In in) {
            return comparisons.in(in);
        }
        return binary((Binary) expression);
    }

    /** Like {@link #type}, where a bare constant of the wanted enum may stand. */
    Type typeAs(Expr expression, Type wanted) {
        return typeAs(expression, wanted, null);
    }

    /** @param with what it is compared with; null when it is not compared */
    Type typeAs(Expr expression, Type wanted, @Nullable Expr with) {
        if (expression instanceof Variable variable) {
            return names.variable(variable.at(), wanted, with);
        } else if (expression instanceof Member member) {
            return names.member(member, with);
        }
        if (!(expression instanceof Name name) || names.field(name.at()) != null) {
            return type(expression);
        } else if (wanted.is(Type.Kind.ENUM)) {
            return names.constant(name.at(), wanted);
        } else if (wanted.is(Type.Kind.NUMBER) && MISSING.contains(name.at().text())) {
            return problem(
                    Code.TYPE_MISMATCH,
                    name.at(),
                    "numbers have no " + name.at().text(),
                    wanted.isMissable()
                            ? "a missing number is null: write null"
                            : "it always has a value; leave this condition out");
        }
        boolean isText = wanted.is(Type.Kind.TEXT) || wanted.is(Type.Kind.LIST);
        if (isText && Dictionary.typesOf(name.at().text()).isEmpty() && fact != null) {
            return problem(
                    Code.UNKNOWN_FIELD,
                    name.at(),
                    fact.getSimpleName() + " has no field '" + name.at().text() + "'",
                    Nearest.to(name.at().text(), Dictionary.fields(fact).keySet())
                            .map(near -> "did you mean " + near + "? ")
                            .orElse("")
                            .concat("texts stand in double quotes: \""
                                    + name.at().text() + '"'));
        }
        boolean isFollowOn = wanted.is(Type.Kind.WRONG)
                && !Dictionary.typesOf(name.at().text()).isEmpty();
        return isFollowOn ? wanted : type(expression);
    }

    private static Type literal(Literal literal) {
        if (literal.at().is(Kind.NUMBER)) {
            return Type.NUMBER;
        }
        return literal.at().is(Kind.TEXT) ? Type.TEXT : literal.isNull() ? Type.NULL : Type.BOOLEAN;
    }

    /** Of a field or variable, without complaints; {@code WRONG} for others. */
    Type quiet(Expr expression) {
        if (expression instanceof Name name) {
            return quietType(name);
        }
        Type type =
                expression instanceof Variable ? scope.variable(expression.at().text()) : null;
        return type == null ? Type.WRONG : type;
    }

    /** Of an argument of an action, without complaints; {@code WRONG} for what takes a closer look. */
    Type quietArgument(Expr argument) {
        if (argument instanceof Literal literal) {
            return literal(literal);
        } else if (Ranges.constant(argument) != null) {
            return Type.NUMBER;
        }
        Token name = argument instanceof Member member ? member.member() : argument.at();
        boolean isConstant = argument instanceof Name
                || argument instanceof Member && argument.at().is(Kind.WORD);
        List<String> types = isConstant ? Dictionary.typesOf(name.text()) : List.of();
        Class<?> type = types.isEmpty() ? null : Dictionary.ENUMS.get(types.get(0));
        return type == null ? quiet(argument) : Type.constant(type);
    }

    /** Of a name that was already checked. */
    Type quietType(Name name) {
        Type type = names.field(name.at());
        return type == null ? Type.WRONG : type;
    }

    private Type unary(Unary unary) {
        Type operand = type(unary.operand());
        if (operand.is(Type.Kind.WRONG)) {
            return operand;
        }
        if (!unary.at().is("-")) {
            comparisons.negated(unary);
            if (isAction()) {
                return decides(unary.at());
            }
            return operand.is(Type.Kind.BOOLEAN)
                    ? operand
                    : problem(
                            Code.TYPE_MISMATCH,
                            unary.operand().at(),
                            "! needs true or false, this is " + operand.shown(),
                            "compare it first: !( a == b ), or a != b");
        }
        return arithmetic.negated(unary, operand);
    }

    private Type binary(Binary binary) {
        String operator = binary.operator().text();
        if (operator.equals("&&") || operator.equals("||")) {
            return junction(binary);
        } else if (EQUALITY.contains(operator) || ORDER.contains(operator) || operator.equals("contains")) {
            if (isAction()) {
                return decides(binary.operator());
            }
            return comparisons.comparison(binary);
        }
        return arithmetic.of(binary);
    }

    private Type junction(Binary binary) {
        if (isAction()) {
            return decides(binary.operator());
        }
        condition(binary.left());
        Set<String> before = presence.known();
        if (binary.operator().is("&&")) {
            presence.learn(binary.left());
        }
        condition(binary.right());
        presence.backTo(before);
        return Type.BOOLEAN;
    }

    void condition(Expr expression) {
        Type type = type(expression);
        if (expression instanceof Literal) {
            report.problem(
                    Code.CONSTANT_CONDITION,
                    expression,
                    "this is always the same",
                    fact == Mode.class && expression.at().is(Kind.TEXT)
                            ? Names.modeNamed(expression.at().text())
                            : "compare a field of the fact");
        } else if (!type.is(Type.Kind.BOOLEAN) && !type.is(Type.Kind.WRONG)) {
            report.problem(
                    Code.TYPE_MISMATCH,
                    expression.at(),
                    "a condition is expected; this is " + type.shown(),
                    "compare it, e.g. " + example(expression, type));
        }
    }

    private static String example(Expr expression, Type type) {
        String name = expression.at().text();
        return switch (type.kind()) {
            case ENUM -> name + " == " + type.constants().get(1);
            case TEXT -> name + " == \"...\"";
            case LIST -> name + " contains \"...\"";
            case NUMBER, BOOLEAN, FACT, NULL, WRONG -> name + " > 1";
        };
    }

    /** Says that a condition stands in an action. */
    Type decides(Token at) {
        return problem(Code.ACTION_DECIDES, at, "an action decides nothing", "put the condition between when and then");
    }

    Type problem(Code code, Token at, String message, String hint) {
        report.problem(code, at, message, hint);
        return Type.WRONG;
    }
}
