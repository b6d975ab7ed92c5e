package io.gearshift.policies.situation;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import java.util.List;

/**
 * What a policy made of a situation.
 *
 * @param input what the rules saw
 * @param outcome what they said
 * @param decisions one per model, with the whole reason tree, in the order of the subjects
 */
public record Judgement(PolicyInput input, PolicyOutcome outcome, List<Decision> decisions) {
    public Judgement {
        decisions = List.copyOf(decisions);
    }
}
