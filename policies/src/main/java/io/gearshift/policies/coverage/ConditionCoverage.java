package io.gearshift.policies.coverage;

import io.gearshift.policies.meaning.Condition;
import io.gearshift.policies.meaning.Sight;
import java.util.List;

/**
 * How the tests saw one condition.
 *
 * @param trueIn tests that saw it true, in their order
 * @param falseIn tests that saw it false
 * @param values with which it was seen, a few
 */
public record ConditionCoverage(
        Condition condition,
        long trueCount,
        long falseCount,
        List<String> trueIn,
        List<String> falseIn,
        List<String> values) {

    /** What is missing for it to count as covered. */
    public enum State {
        BOTH,
        ONLY_TRUE,
        ONLY_FALSE,
        NEVER
    }

    static ConditionCoverage of(Sight total, List<String> trueIn, List<String> falseIn) {
        List<String> values = java.util.stream.Stream.concat(total.whenTrue().stream(), total.whenFalse().stream())
                .map(sample -> String.join(", ", sample.shown()))
                .distinct()
                .toList();
        return new ConditionCoverage(
                total.condition(),
                total.trueCount(),
                total.falseCount(),
                List.copyOf(trueIn),
                List.copyOf(falseIn),
                values);
    }

    public State state() {
        if (trueCount > 0) {
            return falseCount > 0 ? State.BOTH : State.ONLY_TRUE;
        }
        return falseCount > 0 ? State.ONLY_FALSE : State.NEVER;
    }
}
