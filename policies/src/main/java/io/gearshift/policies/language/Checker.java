package io.gearshift.policies.language;

import io.gearshift.core.policy.Mode;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Unary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks one rule against the vocabulary: facts, fields, constants, types, names, verbs. */
final class Checker {

    private final String file;
    private final Report report;

    /** Names of modes that the rule's conditions ask for; the empty name stands for several. */
    private final Set<String> modes = new HashSet<>();

    Checker(String file, Report report) {
        this.file = file;
        this.report = report;
    }

    /** @param lost names bound perhaps in parts of the rule that could not be read */
    RuleInfo check(RuleSyntax rule, Set<String> lost) {
        modes.clear();
        Scope scope = Scope.empty(lost);
        rule.conditions().forEach(element -> element(element, scope, true));
        ActionChecker actions = new ActionChecker(report, modes);
        rule.actions().forEach(action -> actions.check(action, scope));
        return new RuleInfo(rule.name(), file, rule.at().line(), List.copyOf(scope.reads()));
    }

    private void element(Element element, Scope scope, boolean isRequired) {
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

    private void alternatives(Group group, Scope scope, boolean isRequired) {
        Scope shared = scope.inner();
        boolean isFirst = true;
        for (Element member : group.members()) {
            Scope branch = scope.inner();
            element(member, branch, isRequired);
            Scope next = scope.inner();
            next.keepShared(branch, isFirst ? branch : shared);
            shared = next;
            isFirst = false;
        }
        scope.keepShared(shared, shared);
    }

    private void pattern(Pattern pattern, Scope scope, boolean isRequired) {
        Token type = pattern.type();
        Class<?> fact = Dictionary.FACTS.get(type.text());
        if (fact == null) {
            report.problem(
                    Code.UNKNOWN_FACT,
                    type,
                    "there is no fact '" + type.text() + "'",
                    Report.nearest(type.text(), Dictionary.FACTS.keySet(), "facts: "));
            define(pattern.variable(), Type.WRONG, scope);
            return;
        }
        Typer typer = new Typer(report, scope, fact);
        for (Constraint constraint : pattern.constraints()) {
            constraint(constraint, typer, scope);
            typer.holds(constraint.expression());
        }
        define(pattern.variable(), Type.fact(fact), scope);
        if (fact == Mode.class && isRequired) {
            modes.add(modeName(pattern));
        }
    }

    private void constraint(Constraint constraint, Typer typer, Scope scope) {
        Token variable = constraint.variable();
        Expr expression = constraint.expression();
        if (variable == null) {
            typer.condition(expression);
            return;
        }
        Expr bound = expression;
        boolean isPresent = false;
        if (expression instanceof Binary binary
                && Set.of("==", "!=", "<", "<=", ">", ">=")
                        .contains(binary.operator().text())) {
            typer.condition(expression);
            bound = binary.left();
            isPresent = Presence.isPresence(binary);
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
                    Code.TYPE_MISMATCH,
                    expression.at(),
                    variable.text() + " can only name a field, alone or with one comparison",
                    "write " + variable.text() + " : field, and the rest as a condition of its own");
            define(variable, Type.WRONG, scope);
            return;
        }
        Type type = bound == expression ? typer.type(bound) : typer.quietType((Name) bound);
        define(variable, isPresent ? type.present() : type, scope);
    }

    private void define(@Nullable Token variable, Type type, Scope scope) {
        if (variable != null && !scope.define(variable.text(), type)) {
            report.problem(
                    Code.DUPLICATE_VARIABLE,
                    variable,
                    variable.text() + " is bound twice",
                    "give each value its own name");
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
}
