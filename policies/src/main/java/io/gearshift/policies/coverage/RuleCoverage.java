package io.gearshift.policies.coverage;

import java.util.List;

/**
 * How the tests met one rule.
 *
 * @param file as people see it
 * @param firedIn tests in which the engine fired it
 * @param conditions those that count: comparisons, flags, and patterns on modes
 */
public record RuleCoverage(
        String rule, String file, int line, List<String> firedIn, List<ConditionCoverage> conditions) {

    public RuleCoverage {
        firedIn = List.copyOf(firedIn);
        conditions = List.copyOf(conditions);
    }

    public boolean isFired() {
        return !firedIn.isEmpty();
    }

    public boolean isWhole() {
        return isFired() && conditions.stream().allMatch(c -> c.state() == ConditionCoverage.State.BOTH);
    }
}
