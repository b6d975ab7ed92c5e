package io.gearshift.policies.check;

import io.gearshift.policies.check.PackAnalysis.Placed;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Element;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.language.Span;
import io.gearshift.policies.language.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Facts that are named for nothing: another was meant where it should be used, or the name can go. A named field is
 * shown beside the reason, and that is use enough.
 */
final class Unused {

    private final PackAnalysis analysis;
    private final List<Pattern> named = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    Unused(PackAnalysis analysis) {
        this.analysis = analysis;
    }

    void check(Placed placed) {
        RuleSyntax rule = placed.rule();
        rule.conditions().forEach(this::element);
        rule.actions().forEach(action -> action.arguments().forEach(this::expression));
        for (Pattern pattern : named) {
            Token name = pattern.variable();
            if (name != null && !used.contains(name.text())) {
                String type = pattern.type().text();
                boolean isMany = type.equals("Candidate") || type.equals("Model");
                analysis.warn(
                        placed,
                        Span.of(name),
                        Code.UNUSED_FACT,
                        name.text() + " is used nowhere"
                                + (isMany ? ": the rule fires for each " + type + " alike" : ""),
                        isMany
                                ? "use it in an action, or ask for one with exists " + type + "( ... )"
                                : "leave the name out: " + type + "( ... )");
            }
        }
    }

    private void element(Element element) {
        if (element instanceof Group group) {
            group.members().forEach(this::element);
        } else if (element instanceof Pattern pattern) {
            named.add(pattern);
            pattern.constraints().forEach(constraint -> expression(constraint.expression()));
        }
    }

    private void expression(Expr expression) {
        if (expression instanceof Expr.Variable || expression instanceof Expr.Member) {
            used.add(expression.at().text());
        } else if (expression instanceof Expr.Unary unary) {
            expression(unary.operand());
        } else if (expression instanceof Expr.Binary binary) {
            expression(binary.left());
            expression(binary.right());
        } else if (expression instanceof Expr.In in) {
            expression(in.left());
            in.values().forEach(this::expression);
        }
    }
}
