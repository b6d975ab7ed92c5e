package io.gearshift.policies.check;

import io.gearshift.policies.language.Element;
import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.RuleSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the conditions of a rule apart into the cases in which it fires: an "or" of "and"s. What it does not understand it
 * keeps as it is, and concludes nothing from it.
 */
final class Cases {

    /** Above this nothing is concluded: no readable rule has more. */
    private static final int MOST = 256;

    private static final Set<String> SINGLE = Set.of("Device", "Scene");

    /** Stands for a condition with too many cases. */
    private static final class TooMany extends RuntimeException {
        TooMany() {
            super("too many cases", null, false, false);
        }
    }

    private final Map<String, Term> variables = new HashMap<>();

    /** Of alternatives, the only one to take; for asking whether it can hold at all. */
    private final Map<Object, Integer> only;

    /** Names of facts, so that a pattern has the same one however often it is visited. */
    private final Map<Object, String> names = new IdentityHashMap<>();

    private Cases(Map<Object, Integer> only) {
        this.only = only;
    }

    /** What a rule's conditions amount to: its cases and the facts that its names stand for. */
    record Result(List<Case> cases, Map<String, Term> variables) {

        List<Case> possible() {
            return cases.stream().filter(Case::isPossible).toList();
        }

        /** The fact that an action's argument names; null for others. */
        @Nullable
        String fact(Expr argument) {
            Term term = argument instanceof Expr.Variable
                    ? variables.get(argument.at().text())
                    : null;
            return term == null || !term.field().isEmpty() ? null : term.fact();
        }
    }

    /** Null when there are too many. */
    static @Nullable Result of(RuleSyntax rule) {
        return of(rule, new IdentityHashMap<>());
    }

    static @Nullable Result of(RuleSyntax rule, Map<Object, Integer> only) {
        Cases cases = new Cases(only);
        try {
            List<List<Literal>> all = List.of(List.of());
            for (Element element : rule.conditions()) {
                all = both(all, cases.element(element, true));
            }
            return new Result(
                    all.stream().map(literals -> new Case(literals, SINGLE)).toList(), cases.variables);
        } catch (TooMany e) {
            return null;
        }
    }

    /** Cases in which a condition of a fact does not hold, whatever else the rule asks; null when there are too many. */
    static @Nullable List<Case> opposite(RuleSyntax rule, Constraint constraint) {
        Cases cases = new Cases(new IdentityHashMap<>());
        try {
            for (Element element : rule.conditions()) {
                cases.element(element, true);
            }
            String fact = cases.names.get(constraint);
            return fact == null
                    ? null
                    : cases.expression(constraint.expression(), fact, false).stream()
                            .map(literals -> new Case(literals, List.of(fact)))
                            .toList();
        } catch (TooMany e) {
            return null;
        }
    }

    private List<List<Literal>> element(Element element, boolean isPositive) {
        if (element instanceof Pattern pattern) {
            return pattern(pattern, isPositive);
        }
        Group group = (Group) element;
        return switch (group.join()) {
            case AND -> {
                List<List<Literal>> all = List.of(List.of());
                for (Element member : group.members()) {
                    all = both(all, element(member, isPositive));
                }
                yield all;
            }
            case OR -> alternatives(group, isPositive);
            case EXISTS -> element(group.members().get(0), isPositive);
            case NOT -> absent(group);
        };
    }

    private List<List<Literal>> alternatives(Group group, boolean isPositive) {
        List<List<Literal>> all = new ArrayList<>();
        Integer taken = only.get(group);
        for (int i = 0; i < group.members().size(); i++) {
            List<List<Literal>> member = element(group.members().get(i), isPositive);
            if (taken == null || taken == i) {
                all.addAll(member);
            }
        }
        return limited(all);
    }

    /** There is one device and one scene, so that "not Device( a )" is "Device( !a )"; of others nothing is concluded. */
    private List<List<Literal>> absent(Group group) {
        Element member = group.members().get(0);
        if (member instanceof Pattern pattern && SINGLE.contains(pattern.type().text())) {
            String fact = pattern.type().text();
            List<List<Literal>> all = new ArrayList<>();
            for (Constraint constraint : pattern.constraints()) {
                if (isCondition(constraint)) {
                    all.addAll(expression(constraint.expression(), fact, false));
                }
            }
            return limited(all);
        }
        return List.of(List.of(opaque(Canonical.of(group, variables), true)));
    }

    private List<List<Literal>> pattern(Pattern pattern, boolean isPositive) {
        String type = pattern.type().text();
        String fact = SINGLE.contains(type) ? type : names.computeIfAbsent(pattern, p -> type + "#" + names.size());
        if (pattern.variable() != null) {
            define(pattern.variable().text(), new Term(fact, ""));
        }
        List<List<Literal>> all = List.of(List.of(new Literal(fact, "", new Words(Set.of(), true, null), false, null)));
        for (Constraint constraint : pattern.constraints()) {
            names.put(constraint, fact);
            if (constraint.variable() != null) {
                define(constraint.variable().text(), new Term(fact, Canonical.bound(constraint.expression())));
            }
            if (isCondition(constraint)) {
                all = both(all, expression(constraint.expression(), fact, isPositive));
            }
        }
        return all;
    }

    /** A name that stands for one fact here and another there is beyond what is understood. */
    private void define(String name, Term term) {
        Term before = variables.put(name, term);
        if (before != null && !before.equals(term)) {
            throw new TooMany();
        }
    }

    /** Not only a binding; {@code $b : isCharging} binds and asks nothing. */
    static boolean isCondition(Constraint constraint) {
        return constraint.variable() == null || !(constraint.expression() instanceof Expr.Name);
    }

    private List<List<Literal>> expression(Expr expression, String fact, boolean isPositive) {
        if (expression instanceof Unary unary && !unary.at().is("-")) {
            boolean isPlain = !(unary.operand() instanceof Unary)
                    && !(unary.operand() instanceof Binary binary && isJunction(binary));
            return isPlain
                    ? List.of(List.of(literal(unary.operand(), unary, fact, !isPositive)))
                    : expression(unary.operand(), fact, !isPositive);
        }
        if (expression instanceof Binary binary && isJunction(binary)) {
            boolean isAnd = binary.operator().is("&&") == isPositive;
            List<List<Literal>> left = expression(binary.left(), fact, isPositive);
            List<List<Literal>> right = expression(binary.right(), fact, isPositive);
            Integer taken = only.get(binary);
            if (isAnd) {
                return both(left, right);
            } else if (taken != null) {
                return taken == 0 ? left : right;
            }
            List<List<Literal>> all = new ArrayList<>(left);
            all.addAll(right);
            return limited(all);
        }
        return List.of(List.of(literal(expression, expression, fact, isPositive)));
    }

    static boolean isJunction(Binary binary) {
        return binary.operator().is("&&") || binary.operator().is("||");
    }

    private Literal literal(Expr expression, Expr at, String fact, boolean isPositive) {
        Literal understood = Atoms.of(expression, fact, variables);
        if (understood == null || understood.domain() == null) {
            return new Literal("", Canonical.of(expression, fact, variables), null, !isPositive, at);
        }
        Domain domain = understood.domain();
        return new Literal(understood.fact(), understood.field(), isPositive ? domain : domain.not(), false, at);
    }

    private static Literal opaque(String text, boolean isPositive) {
        return new Literal("", text, null, !isPositive, null);
    }

    private static List<List<Literal>> both(List<List<Literal>> left, List<List<Literal>> right) {
        List<List<Literal>> all = new ArrayList<>();
        if ((long) left.size() * right.size() > MOST) {
            throw new TooMany();
        }
        for (List<Literal> a : left) {
            for (List<Literal> b : right) {
                List<Literal> together = new ArrayList<>(a);
                together.addAll(b);
                all.add(together);
            }
        }
        return all;
    }

    private static List<List<Literal>> limited(List<List<Literal>> all) {
        if (all.size() > MOST) {
            throw new TooMany();
        }
        return all;
    }
}
