package io.gearshift.policies.meaning;

import io.gearshift.core.policy.Budget;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Verdict;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.RuleSyntax.Action;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One action of a rule made ready: it says what the engine would. */
interface Verb {

    Verdict say(@Nullable Object[] bound);

    /** @param rule its name */
    static Verb of(Action action, String rule, Expressions expressions) {
        List<Expr> arguments = action.arguments();
        Value first = value(arguments.get(0), expressions, firstType(action));
        Value reason = value(arguments.get(arguments.size() - 1), expressions, String.class);
        Value second = value(arguments.get(1), expressions, Objective.class);
        return switch (action.verb().text()) {
            case "forbid" ->
                bound -> new Verdict.Forbid(
                        rule,
                        candidate(first, bound).model(),
                        candidate(first, bound).gear(),
                        text(reason, bound));
            case "pin" ->
                bound -> new Verdict.Pin(
                        rule,
                        candidate(first, bound).model(),
                        candidate(first, bound).gear(),
                        text(reason, bound));
            case "prefer" ->
                bound -> new Verdict.Prefer(
                        rule,
                        candidate(first, bound).model(),
                        candidate(first, bound).gear(),
                        number(second, bound),
                        text(reason, bound));
            case "limit" ->
                bound -> new Verdict.Limit(
                        rule, (Budget) known(first, bound), number(second, bound), text(reason, bound));
            case "objective" ->
                arguments.size() == 2
                        ? bound -> new Verdict.Aim(rule, "", (Objective) known(first, bound), text(reason, bound))
                        : bound -> new Verdict.Aim(
                                rule,
                                ((Model) known(first, bound)).name(),
                                (Objective) known(second, bound),
                                text(reason, bound));
            default ->
                throw new IllegalStateException("no verb " + action.verb().text());
        };
    }

    private static Class<?> firstType(Action action) {
        return action.verb().is("limit") ? Budget.class : Objective.class;
    }

    private static Value value(Expr argument, Expressions expressions, Class<?> wanted) {
        return expressions.of(argument, Void.class, wanted).value();
    }

    private static Object known(Value value, @Nullable Object[] bound) {
        return Objects.requireNonNull(value.of(Verb.class, bound), "a missing value in an action");
    }

    private static Candidate candidate(Value value, @Nullable Object[] bound) {
        return (Candidate) known(value, bound);
    }

    private static double number(Value value, @Nullable Object[] bound) {
        return ((Number) known(value, bound)).doubleValue();
    }

    private static String text(Value value, @Nullable Object[] bound) {
        return String.valueOf(value.of(Verb.class, bound));
    }
}
