package io.gearshift.policies.meaning;

import io.gearshift.core.policy.Mode;
import io.gearshift.core.policy.Verdict;
import io.gearshift.policies.language.Element;
import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Join;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.Expr.Variable;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.language.Token;
import io.gearshift.policies.rules.Vocabulary;
import io.gearshift.policies.table.Places;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One rule made ready to be walked. */
final class CompiledRule {

    private static final Set<String> NUMERIC = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final RuleSyntax rule;
    private final Spans spans;
    private final List<Condition> conditions;
    private final Expressions expressions = new Expressions();
    private final RuleFile file;
    private final int first;
    private final int end;
    private final List<String> inserts = new ArrayList<>();
    private final List<Verb> verbs = new ArrayList<>();
    private final Step step;
    private boolean asksModes;

    /** @param conditions of all rules; this one's are added */
    CompiledRule(RuleSyntax rule, Spans spans, List<Condition> conditions, RuleFile file) {
        this.rule = rule;
        this.spans = spans;
        this.conditions = conditions;
        this.file = file;
        this.first = conditions.size();
        this.step = sequence(rule.conditions(), -1, true);
        this.end = conditions.size();
        for (RuleSyntax.Action action : rule.actions()) {
            if (action.isInsert()) {
                inserts.add(action.arguments().get(0).at().text());
            } else {
                verbs.add(Verb.of(action, rule.name(), expressions));
            }
        }
    }

    RuleSyntax rule() {
        return rule;
    }

    /** Id of its first condition. */
    int firstCondition() {
        return first;
    }

    /** After its last. */
    int endCondition() {
        return end;
    }

    /** It matches modes, so that what other rules insert may change what it does. */
    boolean asksModes() {
        return asksModes;
    }

    List<String> inserts() {
        return inserts;
    }

    /** How many combinations of facts match. */
    int matches(Facts facts, Sight[] sights) {
        int[] matches = {0};
        step.walk(new Step.Walk(facts, new Object[expressions.size()], sights), () -> {
            matches[0]++;
            return false;
        });
        return matches[0];
    }

    /**
     * Says what it says, once for each combination of facts that matches.
     *
     * @return whether one did
     * @throws RuntimeException for what is a fault in the engine too, such as arithmetic with a missing value
     */
    boolean fire(Facts facts, Sight[] sights, Consumer<Verdict> verdicts) {
        boolean[] isFired = {false};
        @Nullable Object[] bound = new Object[expressions.size()];
        step.walk(new Step.Walk(facts, bound, sights), () -> {
            isFired[0] = true;
            verbs.forEach(verb -> verdicts.accept(verb.say(bound)));
            return false;
        });
        return isFired[0];
    }

    private Step sequence(List<Element> elements, int parent, boolean isRequired) {
        List<Step> steps = new ArrayList<>(elements.size());
        elements.forEach(element -> steps.add(step(element, parent, isRequired)));
        return steps.size() == 1 ? steps.get(0) : new Step.Sequence(steps);
    }

    private Step step(Element element, int parent, boolean isRequired) {
        if (element instanceof Pattern pattern) {
            return match(pattern, parent, isRequired);
        }
        Group group = (Group) element;
        if (group.join() == Join.AND) {
            return sequence(group.members(), parent, isRequired);
        }
        int id = condition(Condition.Kind.GROUP, spans.of(group), parent, isRequired);
        if (group.join() == Join.OR) {
            List<Step> steps = new ArrayList<>();
            group.members().forEach(member -> steps.add(step(member, id, false)));
            return new Step.Alternatives(id, steps);
        }
        boolean isNot = group.join() == Join.NOT;
        return new Step.Existence(id, isNot, step(group.members().get(0), id, isRequired && !isNot));
    }

    private Step match(Pattern pattern, int parent, boolean isRequired) {
        Class<?> type = Vocabulary.FACTS.stream()
                .filter(fact -> fact.getSimpleName().equals(pattern.type().text()))
                .findFirst()
                .orElseThrow();
        asksModes |= type == Mode.class;
        int id = condition(Condition.Kind.PATTERN, spans.of(pattern), parent, isRequired);
        List<Judge> judges = new ArrayList<>();
        for (Constraint constraint : pattern.constraints()) {
            constraint(constraint, type, id, isRequired, judges);
        }
        Token variable = pattern.variable();
        int slot = variable == null ? -1 : expressions.slot(variable, type);
        return new Step.Match(id, type, slot, judges);
    }

    private void constraint(Constraint constraint, Class<?> fact, int parent, boolean isRequired, List<Judge> judges) {
        Token variable = constraint.variable();
        Expr expression = constraint.expression();
        if (variable != null) {
            Expressions.Typed value = expressions.of(bound(expression), fact);
            judges.add(new Judge.Binding(expressions.slot(variable, value.type()), value.value()));
            if (expression instanceof Name) {
                return;
            }
        }
        boolean isCompound = parts(expression) != null;
        int id = isCompound ? condition(Condition.Kind.COMPOUND, spans.of(expression), parent, isRequired) : parent;
        Judge judge = judge(expression, fact, id, isRequired);
        judges.add(isCompound ? new Judge.Whole(id, judge) : judge);
    }

    /** The field that a binding with a comparison names. */
    private static Expr bound(Expr expression) {
        if (expression instanceof Binary binary) {
            return binary.left();
        } else if (expression instanceof In in) {
            return in.left();
        }
        return expression instanceof Unary unary ? bound(unary.operand()) : expression;
    }

    /** The operands of {@code &&}, {@code ||} or of a {@code !} around one of them; null for a leaf. */
    private static @Nullable List<Expr> parts(Expr expression) {
        if (expression instanceof Binary binary
                && (binary.operator().is("&&") || binary.operator().is("||"))) {
            return List.of(binary.left(), binary.right());
        }
        return expression instanceof Unary unary && unary.at().is("!") && parts(unary.operand()) != null
                ? List.of(unary.operand())
                : null;
    }

    private Judge judge(Expr expression, Class<?> fact, int parent, boolean isRequired) {
        List<Expr> parts = parts(expression);
        if (parts == null) {
            return leaf(expression, fact, parent, isRequired);
        } else if (parts.size() == 1) {
            return new Judge.Not(judge(parts.get(0), fact, parent, false));
        }
        boolean isAnd = ((Binary) expression).operator().is("&&");
        boolean isStill = isRequired && isAnd;
        return new Judge.Junction(
                isAnd, judge(parts.get(0), fact, parent, isStill), judge(parts.get(1), fact, parent, isStill));
    }

    private Judge leaf(Expr expression, Class<?> fact, int parent, boolean isRequired) {
        int id = condition(Condition.Kind.LEAF, spans.of(expression), parent, isRequired);
        Map<String, Value> reads = new LinkedHashMap<>();
        reads(expression, fact, reads);
        Value left = null;
        Value right = null;
        if (expression instanceof Binary binary
                && NUMERIC.contains(binary.operator().text())) {
            Expressions.Sides sides = expressions.sides(binary, fact);
            left = sides.left().value();
            right = sides.right().value();
        }
        Value value = expressions.of(expression, fact).value();
        return new Judge.Leaf(id, value, List.copyOf(reads.keySet()), List.copyOf(reads.values()), left, right);
    }

    /** Fields and bound values, by name in the order of the text. */
    private void reads(Expr expression, Class<?> fact, Map<String, Value> reads) {
        if (expression instanceof Name name) {
            if (Expressions.hasField(fact, name.at().text())) {
                reads.put(name.at().text(), expressions.of(name, fact).value());
            }
        } else if (expression instanceof Variable variable) {
            reads.put(variable.at().text(), expressions.of(variable, fact).value());
        } else if (expression instanceof Member member) {
            if (member.owner().is(Token.Kind.VARIABLE)) {
                String name = member.owner().text() + "." + member.member().text();
                reads.put(name, expressions.of(member, fact).value());
            }
        } else if (expression instanceof Unary unary) {
            reads(unary.operand(), fact, reads);
        } else if (expression instanceof Binary binary) {
            reads(binary.left(), fact, reads);
            reads(binary.right(), fact, reads);
        } else if (expression instanceof In in) {
            reads(in.left(), fact, reads);
            in.values().forEach(value -> reads(value, fact, reads));
        } else {
            assert expression instanceof Literal;
        }
    }

    private int condition(Condition.Kind kind, Spans.Span span, int parent, boolean isRequired) {
        int id = conditions.size();
        Places.Place place = place(span);
        conditions.add(new Condition(
                id,
                parent,
                rule.name(),
                file.name(),
                kind,
                isRequired,
                span.start(),
                span.end(),
                place.line(),
                place.column(),
                place.cell(),
                spans.text(span)));
        return id;
    }

    /** In a table the cell in the rule's own row whose value it is, rather than the snippet that all rows share. */
    private Places.Place place(Spans.Span span) {
        int row = place(rule.at().start()).line();
        Places.Place first = place(span.start());
        if (first.cell().isEmpty() || first.line() == row) {
            return first;
        }
        for (int offset = span.start() + 1; offset < span.end(); offset++) {
            Places.Place place = place(offset);
            if (place.line() == row) {
                return place;
            }
        }
        return first;
    }

    private Places.Place place(int offset) {
        return file.places().of(spans.line(offset), spans.column(offset));
    }
}
