package io.gearshift.core.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules said. With a fault the verdicts must not be used.
 *
 * @param firedRules names of rules that fired, in the order they first fired
 * @param fault why the evaluation was stopped (too many firings, an exception), null when it ended by itself
 */
public record PolicyOutcome(
        List<Verdict> verdicts,
        List<String> firedRules,
        @Nullable String fault) {

    public PolicyOutcome {
        verdicts = List.copyOf(verdicts);
        firedRules = List.copyOf(firedRules);
    }

    public static PolicyOutcome of(List<Verdict> verdicts, List<String> firedRules) {
        return new PolicyOutcome(verdicts, firedRules, null);
    }

    public static PolicyOutcome failed(String fault) {
        return new PolicyOutcome(List.of(), List.of(), fault);
    }
}
