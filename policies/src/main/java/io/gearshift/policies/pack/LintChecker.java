package io.gearshift.policies.pack;

import io.gearshift.core.policy.Mode;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.policies.pack.LintElement.Constraint;
import io.gearshift.policies.pack.LintElement.Group;
import io.gearshift.policies.pack.LintElement.Pattern;
import io.gearshift.policies.pack.LintExpr.Binary;
import io.gearshift.policies.pack.LintExpr.In;
import io.gearshift.policies.pack.LintExpr.Literal;
import io.gearshift.policies.pack.LintExpr.Name;
import io.gearshift.policies.pack.LintExpr.Unary;
import io.gearshift.policies.pack.LintRule.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks one rule against the vocabulary: facts, fields, constants, types, names, verbs. */
final class LintChecker {

    private static final double MAX_WEIGHT = 1;

    private final String file;
    private final LintReport report;

    /** Names of modes that the rule's conditions ask for; the empty name stands for any. */
    private final Set<String> modes = new HashSet<>();

    LintChecker(String file, LintReport report) {
        this.file = file;
        this.report = report;
    }

    RuleInfo check(LintRule rule) {
        modes.clear();
        LintScope scope = LintScope.empty();
        rule.conditions().forEach(element -> element(element, scope, true));
        rule.actions().forEach(action -> action(action, scope));
        return new RuleInfo(rule.name(), file, rule.at().line(), List.copyOf(scope.reads()));
    }

    private void element(LintElement element, LintScope scope, boolean isRequired) {
        if (element instanceof Pattern pattern) {
            pattern(pattern, scope, isRequired);
            return;
        }
        Group group = (Group) element;
        switch (group.join()) {
            case AND -> group.members().forEach(member -> element(member, scope, isRequired));
            case NOT -> element(group.members().get(0), scope.inner(), false);
            case EXISTS -> element(group.members().get(0), scope.inner(), isRequired);
            case OR -> alternatives(group, scope, isRequired);
        }
    }

    private void alternatives(Group group, LintScope scope, boolean isRequired) {
        LintScope shared = scope.inner();
        boolean isFirst = true;
        for (LintElement member : group.members()) {
            LintScope branch = scope.inner();
            element(member, branch, isRequired);
            LintScope next = scope.inner();
            next.keepShared(branch, isFirst ? branch : shared);
            shared = next;
            isFirst = false;
        }
        scope.keepShared(shared, shared);
    }

    private void pattern(Pattern pattern, LintScope scope, boolean isRequired) {
        LintToken type = pattern.type();
        Class<?> fact = LintVocabulary.FACTS.get(type.text());
        if (fact == null) {
            report.problem(
                    type,
                    "there is no fact '" + type.text() + "'",
                    LintReport.nearest(type.text(), LintVocabulary.FACTS.keySet(), "facts: "));
            define(pattern.variable(), LintType.WRONG, scope);
            return;
        }
        LintTyper typer = new LintTyper(report, scope, fact);
        for (Constraint constraint : pattern.constraints()) {
            constraint(constraint, typer, scope);
        }
        define(pattern.variable(), LintType.fact(fact), scope);
        if (fact == Mode.class && isRequired) {
            modes.add(modeName(pattern));
        }
    }

    private void constraint(Constraint constraint, LintTyper typer, LintScope scope) {
        LintToken variable = constraint.variable();
        LintExpr expression = constraint.expression();
        if (variable == null) {
            typer.condition(expression);
            return;
        }
        LintExpr bound = expression;
        boolean isPresent = false;
        if (expression instanceof Binary binary
                && Set.of("==", "!=", "<", "<=", ">", ">=")
                        .contains(binary.operator().text())) {
            typer.condition(expression);
            bound = binary.left();
            isPresent = LintTyper.isPresence(binary);
        } else if (expression instanceof In in) {
            typer.condition(expression);
            bound = in.left();
        } else if (expression instanceof Unary unary
                && unary.operand() instanceof In in
                && unary.at().is("not")) {
            typer.condition(expression);
            bound = in.left();
        }
        if (!(bound instanceof Name)) {
            report.problem(
                    expression.at(),
                    variable.text() + " can only name a field, alone or with one comparison",
                    "write " + variable.text() + " : field, and the rest as a condition of its own");
            define(variable, LintType.WRONG, scope);
            return;
        }
        LintType type = bound == expression ? typer.type(bound) : typer.quietType((Name) bound);
        define(variable, isPresent ? type.present() : type, scope);
    }

    private void define(@Nullable LintToken variable, LintType type, LintScope scope) {
        if (variable != null && !scope.define(variable.text(), type)) {
            report.problem(variable, variable.text() + " is bound twice", "give each value its own name");
        }
    }

    /** The name a pattern on Mode asks for; empty when it takes several. */
    private static String modeName(Pattern pattern) {
        for (Constraint constraint : pattern.constraints()) {
            if (constraint.expression() instanceof Binary binary
                    && binary.operator().is("==")
                    && binary.right() instanceof Literal literal) {
                return literal.at().text();
            }
        }
        return "";
    }

    private void action(Action action, LintScope scope) {
        LintTyper typer = new LintTyper(report, scope, null);
        if (action.isInsert()) {
            insert(action, typer);
            return;
        }
        LintToken verb = action.verb();
        List<List<LintType>> forms = LintVocabulary.VERBS.get(verb.text());
        if (forms == null) {
            report.problem(
                    verb,
                    "policy has no verb '" + verb.text() + "'",
                    LintReport.nearest(verb.text(), LintVocabulary.VERBS.keySet(), "verbs: "));
            return;
        }
        int given = action.arguments().size();
        for (List<LintType> form : forms) {
            if (form.size() == given) {
                arguments(action, form, typer);
                return;
            }
        }
        List<String> shown = new ArrayList<>();
        forms.forEach(form -> shown.add("(" + String.join("; ", LintTyper.shown(form)) + ")"));
        report.problem(
                verb,
                "policy." + verb.text() + " has " + given + " argument" + (given == 1 ? "" : "s"),
                "it takes " + String.join(" or ", shown) + "; the last one is the reason that a person will read");
    }

    private void arguments(Action action, List<LintType> form, LintTyper typer) {
        for (int i = 0; i < form.size(); i++) {
            LintExpr argument = action.arguments().get(i);
            LintType wanted = form.get(i);
            LintType type = typer.typeAs(argument, wanted);
            if (type.is(LintType.Kind.WRONG)) {
                continue;
            }
            if (type.kind() != wanted.kind() || type.type() != wanted.type()) {
                report.problem(
                        argument.at(),
                        "policy." + action.verb().text() + " takes " + wanted.shown() + " here, this is "
                                + type.shown(),
                        advice(wanted));
            } else if (type.isMissable()) {
                report.problem(
                        argument.at(),
                        argument.at().text() + " may be missing",
                        "bind it with a comparison: $x : field > 0");
            } else {
                literal(action.verb(), argument);
            }
        }
    }

    private static String advice(LintType wanted) {
        return switch (wanted.kind()) {
            case FACT -> "bind it in a condition: $x : " + wanted.type().getSimpleName() + "( ... )";
            case TEXT -> "give the reason in double quotes";
            case NUMBER, BOOLEAN, ENUM, LIST, NULL, WRONG -> "see the pack's documentation for examples";
        };
    }

    private void literal(LintToken verb, LintExpr argument) {
        LintExpr positive = argument instanceof Unary unary ? unary.operand() : argument;
        if (positive instanceof Literal literal && literal.at().is(LintToken.Kind.NUMBER)) {
            double value = Double.parseDouble(literal.at().text());
            if (verb.is("prefer") && value > MAX_WEIGHT) {
                report.problem(
                        argument.at(), "a weight is -1 to 1", "scores are 0 to 1; 0.2 already is a strong preference");
            } else if (verb.is("limit") && argument != positive) {
                report.problem(argument.at(), "a budget is 0 or more", "leave the minus out");
            }
        } else if (argument instanceof Literal literal && literal.at().text().isBlank()) {
            report.problem(argument.at(), "the reason is empty", "say in a few words why the rule acts");
        }
    }

    private void insert(Action action, LintTyper typer) {
        if (action.arguments().size() != 1
                || !(action.arguments().get(0) instanceof Literal name)
                || !typer.type(name).is(LintType.Kind.TEXT)) {
            report.problem(action.verb(), "a Mode has one name, in double quotes", "write insert(new Mode(\"name\"));");
        } else if (modes.contains("") || modes.contains(name.at().text())) {
            report.problem(
                    name.at(),
                    "the rule matches the Mode that it inserts and would never end",
                    "insert a Mode of another name");
        }
    }
}
