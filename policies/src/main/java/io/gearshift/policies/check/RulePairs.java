package io.gearshift.policies.check;

import io.gearshift.core.policy.Objective;
import io.gearshift.policies.check.PackAnalysis.Known;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Ranges;
import io.gearshift.policies.language.RuleSyntax.Action;
import io.gearshift.policies.language.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules that another one makes useless, and rules that cancel each other.
 *
 * <p>What the loop does with verdicts that disagree is no contradiction: forbid goes before pin and prefer, of several
 * limits the least holds, of several objectives ENERGY goes before LATENCY, BALANCED and ACCURACY, and an objective for one
 * model before one for all. An exception to a general rule is no contradiction either. Only what can never show is said.
 */
final class RulePairs {

    private static final List<Objective> GRAVEST_FIRST =
            List.of(Objective.ENERGY, Objective.LATENCY, Objective.BALANCED, Objective.ACCURACY);

    private final PackAnalysis analysis;

    RulePairs(PackAnalysis analysis) {
        this.analysis = analysis;
    }

    void check(List<Known> rules) {
        for (int i = 0; i < rules.size(); i++) {
            for (int j = 0; j < rules.size(); j++) {
                if (i != j) {
                    pair(rules.get(i), rules.get(j), i > j);
                }
            }
        }
    }

    /** Whether {@code other} makes {@code rule} useless. */
    private void pair(Known rule, Known other, boolean isLater) {
        for (Action action : rule.rule().actions()) {
            for (Action by : other.rule().actions()) {
                Map<String, String> facts = sameFact(rule, action, other, by);
                if (facts == null || !rule.implies(other, facts)) {
                    continue;
                }
                boolean isBoth = other.implies(rule, inverse(facts));
                if (isBoth && isSame(rule, action, other, by)) {
                    if (isLater) {
                        analysis.warn(
                                rule.placed(),
                                Span.of(rule.rule().at()),
                                Code.SAME_RULE,
                                "rule \"" + rule.rule().name() + "\" says the same as " + other.shown(),
                                "keep one of them");
                    }
                } else {
                    useless(rule, action, other, by, isBoth, isLater);
                }
                return;
            }
        }
    }

    /** The candidate or model that both actions are about; empty where they are about the device; null if they differ. */
    private static @Nullable Map<String, String> sameFact(Known rule, Action action, Known other, Action by) {
        if (action.isInsert() || by.isInsert()) {
            return null;
        }
        String own = rule.cases().fact(action.arguments().get(0));
        String its = other.cases().fact(by.arguments().get(0));
        if (own == null || its == null) {
            return own == null && its == null ? Map.of() : null;
        }
        return own.startsWith("Candidate") == its.startsWith("Candidate") ? Map.of(its, own) : null;
    }

    private static Map<String, String> inverse(Map<String, String> facts) {
        return facts.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    private static boolean isSame(Known rule, Action action, Known other, Action by) {
        return rule.rule().actions().size() == 1
                && other.rule().actions().size() == 1
                && action.verb().text().equals(by.verb().text())
                && withoutNumbers(Canonical.of(action, rule.cases().variables()))
                        .equals(withoutNumbers(Canonical.of(by, other.cases().variables())));
    }

    private static String withoutNumbers(String canonical) {
        return canonical.replaceAll("#[0-9]+" + Literal.CLOSE, Literal.CLOSE);
    }

    private void useless(Known rule, Action action, Known other, Action by, boolean isBoth, boolean isLater) {
        String verb = action.verb().text();
        String its = by.verb().text();
        if (its.equals("forbid") && Set.of("pin", "prefer").contains(verb)) {
            analysis.warn(
                    rule.placed(),
                    Span.of(action.verb()),
                    Code.CONTRADICTION,
                    "never shows: whenever this rule fires, " + other.shown() + " forbids the same gear",
                    "forbid goes first; narrow one of the two conditions");
        } else if (!verb.equals(its) || isBoth && !isLater && !verb.equals("objective") && !verb.equals("limit")) {
            return;
        }
        switch (verb) {
            case "forbid" ->
                shadowed(rule, action, "adds nothing: " + other.shown() + " forbids the same gear whenever this does");
            case "prefer" -> prefer(rule, action, other, by, isBoth);
            case "objective" -> objective(rule, action, other, by, isBoth && !isLater);
            case "limit" -> limit(rule, action, other, by, isBoth && !isLater);
            default -> {}
        }
    }

    private void shadowed(Known rule, Action action, String message) {
        analysis.warn(
                rule.placed(),
                Span.of(action.verb()),
                Code.SHADOWED,
                message,
                "remove it, or narrow the other rule's conditions");
    }

    private void prefer(Known rule, Action action, Known other, Action by, boolean isBoth) {
        Double own = Ranges.constant(action.arguments().get(1));
        Double its = by.verb().is("prefer") ? Ranges.constant(by.arguments().get(1)) : null;
        if (own != null && its != null && own * its < 0 && (isBoth || Math.abs(own + its) < 1e-9)) {
            analysis.warn(
                    rule.placed(),
                    Span.of(action.arguments().get(1)),
                    Code.CONTRADICTION,
                    "whenever this rule fires, " + other.shown() + " moves the same gear the other way, by "
                            + Ranges.shown(its),
                    "weights add up: keep one rule, or narrow one of the two conditions");
        }
    }

    private void objective(Known rule, Action action, Known other, Action by, boolean isSecondLook) {
        int own = rank(action);
        int its = rank(by);
        if (action.arguments().size() != by.arguments().size() || own < 0 || its < 0 || its > own) {
            return;
        }
        if (its < own) {
            shadowed(
                    rule,
                    action,
                    "never shows: whenever this rule fires, " + other.shown() + " sets " + GRAVEST_FIRST.get(its)
                            + ", which goes before " + GRAVEST_FIRST.get(own));
        } else if (!isSecondLook) {
            shadowed(rule, action, "adds nothing: " + other.shown() + " sets the same objective whenever this does");
        }
    }

    /** -1 for what is not known. */
    private static int rank(Action action) {
        String name = constant(action.arguments().get(action.arguments().size() - 2));
        for (Objective objective : GRAVEST_FIRST) {
            if (objective.name().equals(name)) {
                return GRAVEST_FIRST.indexOf(objective);
            }
        }
        return -1;
    }

    private static String constant(Expr expression) {
        return expression instanceof Expr.Member member
                ? member.member().text()
                : expression.at().text();
    }

    private void limit(Known rule, Action action, Known other, Action by, boolean isSecondLook) {
        Double own = Ranges.constant(action.arguments().get(1));
        Double its = Ranges.constant(by.arguments().get(1));
        boolean isSameBudget = constant(action.arguments().get(0))
                .equals(constant(by.arguments().get(0)));
        if (isSameBudget && own != null && its != null && (its < own || its.equals(own) && !isSecondLook)) {
            shadowed(
                    rule,
                    action,
                    "never shows: whenever this rule fires, " + other.shown() + " sets a limit of " + Ranges.shown(its)
                            + ", and the least holds");
        }
    }
}
