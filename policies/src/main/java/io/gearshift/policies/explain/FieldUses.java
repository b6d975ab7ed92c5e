package io.gearshift.policies.explain;

import io.gearshift.policies.language.Dictionary;
import io.gearshift.policies.language.Element;
import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.Expr.Variable;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.language.Token;
import io.gearshift.policies.table.RuleFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What rules do with the fields of the facts, named {@code Device.temperatureC}: which they read, which constants they
 * compare each with, and which they use in other ways, so that their constants do not say where a decision can turn.
 */
final class FieldUses {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final Map<String, Set<Double>> numbers = new TreeMap<>();
    private final Map<String, Set<String>> texts = new TreeMap<>();
    private final Set<String> read = new TreeSet<>();
    private final Set<String> entangled = new TreeSet<>();

    /** Of the rule at hand: {@code Device} for a whole fact, {@code Device.heat} for a field. */
    private final Map<String, String> bound = new HashMap<>();

    FieldUses(List<RuleFile> files) {
        for (RuleFile file : files) {
            for (RuleSyntax rule : RuleReader.read(file.name(), file.text()).trees()) {
                bound.clear();
                rule.conditions().forEach(this::element);
                rule.actions().stream()
                        .filter(action -> !action.isInsert())
                        .flatMap(action -> action.arguments().stream())
                        .forEach(argument -> entangle(argument, ""));
            }
        }
    }

    /** Every field that some rule reads. */
    Set<String> read() {
        return read;
    }

    boolean isRead(String field) {
        return read.contains(field);
    }

    /** Numbers that the field is compared with, in order. */
    Set<Double> numbers(String field) {
        return numbers.getOrDefault(field, Set.of());
    }

    Set<String> texts(String field) {
        return texts.getOrDefault(field, Set.of());
    }

    /** It is compared with other fields, or is part of arithmetic. */
    boolean isEntangled(String field) {
        return entangled.contains(field);
    }

    private void element(Element element) {
        if (element instanceof Group group) {
            group.members().forEach(this::element);
            return;
        }
        Pattern pattern = (Pattern) element;
        String fact = pattern.type().text();
        if (pattern.variable() != null) {
            bound.put(pattern.variable().text(), fact);
        }
        for (Constraint constraint : pattern.constraints()) {
            Token variable = constraint.variable();
            String field = variable == null ? null : leftmost(constraint.expression(), fact);
            if (variable != null && field != null) {
                bound.put(variable.text(), field);
            }
            condition(constraint.expression(), fact);
        }
    }

    private @Nullable String leftmost(Expr expression, String fact) {
        if (expression instanceof Binary binary) {
            return leftmost(binary.left(), fact);
        } else if (expression instanceof In in) {
            return leftmost(in.left(), fact);
        }
        return expression instanceof Unary unary ? leftmost(unary.operand(), fact) : field(expression, fact);
    }

    private void condition(Expr expression, String fact) {
        if (expression instanceof Unary unary) {
            condition(unary.operand(), fact);
        } else if (expression instanceof In in) {
            in.values().forEach(value -> compared(in.left(), value, fact));
        } else if (expression instanceof Binary binary
                && COMPARISONS.contains(binary.operator().text())) {
            compared(binary.left(), binary.right(), fact);
        } else if (expression instanceof Binary binary
                && (binary.operator().is("&&") || binary.operator().is("||"))) {
            condition(binary.left(), fact);
            condition(binary.right(), fact);
        } else {
            String field = field(expression, fact);
            if (field == null) {
                entangle(expression, fact);
            } else {
                read.add(field);
            }
        }
    }

    private void compared(Expr left, Expr right, String fact) {
        String leftField = field(left, fact);
        String rightField = field(right, fact);
        if (leftField != null && constant(leftField, right, fact)) {
            read.add(leftField);
        } else if (rightField != null && constant(rightField, left, fact)) {
            read.add(rightField);
        } else {
            entangle(left, fact);
            entangle(right, fact);
        }
    }

    /** False when the other side is no constant. */
    private boolean constant(String field, Expr other, String fact) {
        Double number = number(other);
        if (number != null) {
            numbers.computeIfAbsent(field, name -> new TreeSet<>()).add(number);
            return true;
        } else if (other instanceof Literal literal) {
            if (literal.at().is(Token.Kind.TEXT)) {
                texts.computeIfAbsent(field, name -> new TreeSet<>())
                        .add(literal.at().text());
            }
            return true;
        }
        boolean isEnum = other instanceof Name
                || other instanceof Member member && member.owner().is(Token.Kind.WORD);
        return isEnum && field(other, fact) == null;
    }

    private static @Nullable Double number(Expr expression) {
        if (expression instanceof Unary unary && unary.at().is("-")) {
            Double operand = number(unary.operand());
            return operand == null ? null : -operand;
        }
        return expression instanceof Literal literal && literal.at().is(Token.Kind.NUMBER)
                ? Double.valueOf(literal.at().text())
                : null;
    }

    private void entangle(Expr expression, String fact) {
        String field = field(expression, fact);
        if (field != null) {
            read.add(field);
            entangled.add(field);
        } else if (expression instanceof Unary unary) {
            entangle(unary.operand(), fact);
        } else if (expression instanceof Binary binary) {
            entangle(binary.left(), fact);
            entangle(binary.right(), fact);
        } else if (expression instanceof In in) {
            entangle(in.left(), fact);
            in.values().forEach(value -> entangle(value, fact));
        }
    }

    /** Null when the expression is not just one field. */
    private @Nullable String field(Expr expression, String fact) {
        if (expression instanceof Name name && isField(fact, name.at().text())) {
            return fact + "." + name.at().text();
        } else if (expression instanceof Variable variable) {
            String what = bound.get(variable.at().text());
            return what != null && what.contains(".") ? what : null;
        } else if (expression instanceof Member member && member.owner().is(Token.Kind.VARIABLE)) {
            String owner = bound.get(member.owner().text());
            return owner == null ? null : owner + "." + member.member().text();
        }
        return null;
    }

    private static boolean isField(String fact, String name) {
        Class<?> type = Dictionary.FACTS.get(fact);
        return type != null && Dictionary.fields(type).containsKey(name);
    }
}
