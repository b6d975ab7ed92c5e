package io.gearshift.policies.test;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import java.util.Map;
import java.util.Set;

/**
 * What can be expected of one moment.
 *
 * @param decisions by model: the shift, where there was one at this moment
 * @param causes by model: the decision that put the gear in force, where it is known
 * @param gears by model, in force after the moment
 * @param fired rules that fired
 * @param ofPack the pack's own objective
 */
record Moment(
        PolicyInput input,
        PolicyOutcome outcome,
        Map<String, Decision> decisions,
        Map<String, Decision> causes,
        Map<String, String> gears,
        Set<String> fired,
        Objective ofPack) {

    Decision decision(String model) {
        return java.util.Objects.requireNonNull(decisions.get(model), model);
    }

    Action action(String model) {
        return decision(model).action();
    }
}
