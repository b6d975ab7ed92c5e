package io.gearshift.policies.language;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.Expr.Variable;
import io.gearshift.policies.language.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
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
    private final Comparisons comparisons;

    /** Texts of expressions that earlier parts of a condition have shown to be present. */
    private final Set<String> present = new HashSet<>();

    /** The same of earlier conditions of the fact; for warnings only, as the engine may change their order. */
    private final Set<String> shown = new HashSet<>();

    /** @param fact of the pattern around a condition; null in an action */
    Typer(Report report, Scope scope, @Nullable Class<?> fact) {
        this.report = report;
        this.scope = scope;
        this.fact = fact;
        this.comparisons = new Comparisons(report, this);
    }

    boolean isAction() {
        return fact == null;
    }

    Type type(Expr expression) {
        if (expression instanceof Literal literal) {
            return literal(literal);
        } else if (expression instanceof Name name) {
            return name(name);
        } else if (expression instanceof Variable variable) {
            return variable(variable.at());
        } else if (expression instanceof Member member) {
            return member(member);
        } else if (expression instanceof Unary unary) {
            return unary(unary);
        } else if (expression instanceof In in) {
            return comparisons.in(in);
        }
        return binary((Binary) expression);
    }

    /** Like {@link #type}, where a bare constant of the wanted enum may stand. */
    Type typeAs(Expr expression, Type wanted) {
        if (!(expression instanceof Name name) || field(name.at()) != null) {
            return type(expression);
        } else if (wanted.is(Type.Kind.ENUM)) {
            return constant(name.at(), wanted);
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

    @Nullable
    Type field(Token name) {
        return fact == null ? null : Dictionary.fields(fact).get(name.text());
    }

    private Type name(Name name) {
        Type type = field(name.at());
        if (type != null && fact != null) {
            scope.read(fact, name.at().text());
            return present.contains(name.at().text()) ? type.present() : type;
        }
        return unknown(name.at());
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
        Type type = field(name.at());
        return type == null ? Type.WRONG : type;
    }

    private Type unknown(Token at) {
        String word = at.text();
        List<String> types = Dictionary.typesOf(word);
        if (!types.isEmpty()) {
            return problem(
                    Code.TYPE_MISMATCH,
                    at,
                    word + " stands where no constant fits",
                    "constants are compared with a field of their type: " + String.join(" or ", types));
        }
        if (fact == null) {
            return problem(
                    Code.UNBOUND_VARIABLE,
                    at,
                    "'" + word + "' is unknown in an action",
                    scope.names().contains("$" + word)
                            ? "write $" + word
                            : "bind it in a condition: $name : field, and write $name here");
        }
        List<String> owners = Dictionary.owners(word);
        String hint = owners.isEmpty()
                ? Report.nearestField(word, fact)
                : word + " is a field of " + String.join(", ", owners);
        return problem(Code.UNKNOWN_FIELD, at, fact.getSimpleName() + " has no field '" + word + "'", hint);
    }

    Type constant(Token at, Type wanted) {
        if (wanted.constants().contains(at.text())) {
            report.insert(at, wanted.type().getSimpleName() + ".");
            return wanted.present();
        }
        return problem(
                Code.UNKNOWN_CONSTANT,
                at,
                wanted.type().getSimpleName() + " has no constant '" + at.text() + "'",
                Report.nearest(at.text(), wanted.constants(), "constants: "));
    }

    Type variable(Token at) {
        Type type = scope.variable(at.text());
        if (type == null) {
            return problem(
                    Code.UNBOUND_VARIABLE,
                    at,
                    at.text() + " is not bound (a name bound inside not or exists, or in only one branch of or,"
                            + " is unknown outside)",
                    unbound(at));
        }
        return present.contains(at.text()) ? type.present() : type;
    }

    private String unbound(Token at) {
        String plain = at.text().substring(1);
        if (fact != null && Dictionary.fields(fact).containsKey(plain)) {
            return "fields are written without a dollar: " + plain;
        } else if (!Dictionary.typesOf(plain).isEmpty()) {
            return "constants are written without a dollar: " + plain;
        } else if (!scope.names().isEmpty()) {
            return Report.nearest(at.text(), scope.names(), "bound: ");
        }
        return "bind it in a condition before: " + at.text() + (fact == null ? " : Candidate( ... )" : " : field");
    }

    private Type member(Member member) {
        Token owner = member.owner();
        Token name = member.member();
        Class<?> enumType = Dictionary.ENUMS.get(owner.text());
        if (owner.is(Kind.WORD)) {
            if (enumType == null || member.isCall()) {
                return problem(
                        Code.OUT_OF_REACH,
                        owner,
                        "'" + owner.text() + "." + name.text() + (member.isCall() ? "()" : "") + "' is out of reach",
                        "read a field of a bound fact ($c.energyMj) or name a constant (Heat.HOT)");
            }
            Type wanted = Type.constant(enumType);
            return wanted.constants().contains(name.text())
                    ? wanted
                    : problem(
                            Code.UNKNOWN_CONSTANT,
                            name,
                            owner.text() + " has no constant '" + name.text() + "'",
                            Report.nearest(name.text(), wanted.constants(), "constants: "));
        }
        Type type = variable(owner);
        if (type.is(Type.Kind.WRONG)) {
            return type;
        }
        Type field = type.is(Type.Kind.FACT) ? Dictionary.fields(type.type()).get(name.text()) : null;
        if (field == null) {
            return problem(
                    Code.UNKNOWN_FIELD,
                    name,
                    owner.text() + " is " + type.shown() + " and has no field '" + name.text() + "'",
                    type.is(Type.Kind.FACT)
                            ? Report.nearestField(name.text(), type.type())
                            : "use it as it is: " + owner.text());
        }
        if (member.isCall() != isAction()) {
            String right = owner.text() + "." + name.text() + (isAction() ? "()" : "");
            return problem(
                    Code.SYNTAX,
                    name,
                    isAction()
                            ? "in an action a field is read with brackets"
                            : "in a condition a field is read without brackets",
                    "write " + right);
        }
        if (!isAction()) {
            scope.read(type.type(), name.text());
        }
        return field;
    }

    private Type unary(Unary unary) {
        Type operand = type(unary.operand());
        if (operand.is(Type.Kind.WRONG)) {
            return operand;
        }
        if (!unary.at().is("-")) {
            comparisons.negated(unary);
            if (isAction()) {
                return problem(
                        Code.ACTION_DECIDES,
                        unary.at(),
                        "an action decides nothing",
                        "put the condition between when and then");
            }
            return operand.is(Type.Kind.BOOLEAN)
                    ? operand
                    : problem(
                            Code.TYPE_MISMATCH,
                            unary.operand().at(),
                            "! needs true or false, this is " + operand.shown(),
                            "compare it first: !( a == b ), or a != b");
        }
        return number(unary.operand(), operand, "-") ? Type.NUMBER : Type.WRONG;
    }

    private Type binary(Binary binary) {
        String operator = binary.operator().text();
        if (operator.equals("&&") || operator.equals("||")) {
            return junction(binary);
        } else if (EQUALITY.contains(operator) || ORDER.contains(operator) || operator.equals("contains")) {
            if (isAction()) {
                return problem(
                        Code.ACTION_DECIDES,
                        binary.operator(),
                        "an action decides nothing",
                        "put the condition between when and then");
            }
            return comparisons.comparison(binary);
        }
        return arithmetic(binary);
    }

    private Type junction(Binary binary) {
        if (isAction()) {
            return problem(
                    Code.ACTION_DECIDES,
                    binary.operator(),
                    "an action decides nothing",
                    "put the condition between when and then");
        }
        condition(binary.left());
        Set<String> before = new HashSet<>(present);
        if (binary.operator().is("&&")) {
            shownPresent(binary.left());
        }
        condition(binary.right());
        present.clear();
        present.addAll(before);
        return Type.BOOLEAN;
    }

    /** A comparison with a missing value is false, so what follows it under && is present. */
    private void shownPresent(Expr condition) {
        if (!(condition instanceof Binary binary)) {
            return;
        }
        if (binary.operator().is("&&")) {
            shownPresent(binary.left());
            shownPresent(binary.right());
        } else if (isPresence(binary)) {
            present.add(binary.left().at().text());
        }
    }

    /** What follows another condition of the same fact is only asked when that one holds. */
    void holds(Expr condition) {
        Set<String> before = new HashSet<>(present);
        shownPresent(condition);
        shown.addAll(present);
        present.clear();
        present.addAll(before);
    }

    boolean isShown(Expr expression) {
        return shown.contains(expression.at().text())
                || present.contains(expression.at().text());
    }

    /** The comparison holds only when its left side, a plain field or variable, is not missing. */
    static boolean isPresence(Binary comparison) {
        boolean isPlain = comparison.left() instanceof Name || comparison.left() instanceof Variable;
        boolean isWithNull = comparison.right() instanceof Literal literal && literal.isNull();
        String operator = comparison.operator().text();
        return isPlain && (isWithNull ? operator.equals("!=") : ORDER.contains(operator));
    }

    void condition(Expr expression) {
        Type type = type(expression);
        if (expression instanceof Literal) {
            report.problem(
                    Code.CONSTANT_CONDITION, expression, "this is always the same", "compare a field of the fact");
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

    private Type arithmetic(Binary binary) {
        Type left = type(binary.left());
        Type right = type(binary.right());
        if (left.is(Type.Kind.WRONG) || right.is(Type.Kind.WRONG)) {
            return Type.WRONG;
        }
        boolean isText = left.is(Type.Kind.TEXT) || right.is(Type.Kind.TEXT);
        if (isAction() && binary.operator().is("+") && isText) {
            return left.is(Type.Kind.FACT) || right.is(Type.Kind.FACT)
                    ? problem(
                            Code.TYPE_MISMATCH,
                            (left.is(Type.Kind.FACT) ? binary.left() : binary.right()).at(),
                            "a whole fact in a reason is unreadable",
                            "name a field: $c.energyMj()")
                    : Type.TEXT;
        }
        boolean areNumbers = number(binary.left(), left, binary.operator().text())
                & number(binary.right(), right, binary.operator().text());
        boolean isDivision = binary.operator().is("/") || binary.operator().is("%");
        if (isDivision && binary.right().at().text().matches("0+(\\.0+)?")) {
            return problem(Code.DIVISION_BY_ZERO, binary.right().at(), "division by zero", "divide by another number");
        }
        return areNumbers ? Type.NUMBER : Type.WRONG;
    }

    private boolean number(Expr expression, Type type, String operator) {
        if (!type.is(Type.Kind.NUMBER)) {
            problem(
                    Code.TYPE_MISMATCH,
                    expression.at(),
                    "'" + operator + "' needs numbers, this is " + type.shown(),
                    "compute with numbers only");
            return false;
        }
        if (type.isMissable()) {
            String name = expression.at().text();
            problem(
                    Code.MAY_BE_MISSING,
                    expression.at(),
                    name + " may be missing, and computing with a missing value fails",
                    isAction()
                            ? "bind it where it is known to be there: " + name + " : field > 0"
                            : "first ask for it: " + name + " != null && ...");
            return false;
        }
        return true;
    }

    Type problem(Code code, Token at, String message, String hint) {
        report.problem(code, at, message, hint);
        return Type.WRONG;
    }

    /** All names of values that a list of expressions holds; for messages. */
    static List<String> shown(List<Type> types) {
        List<String> names = new ArrayList<>();
        types.forEach(type -> names.add(type.shown()));
        return names;
    }
}
