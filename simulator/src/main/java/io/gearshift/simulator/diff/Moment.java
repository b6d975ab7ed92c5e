package io.gearshift.simulator.diff;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one of two policies says of a model at one moment.
 *
 * @param decision explained with the figures of that moment; null before the first turn
 * @param verdicts of the whole turn
 * @param rules of the policy
 */
record Moment(String model, @Nullable Decision decision, List<Verdict> verdicts, List<RuleInfo> rules) {

    String summary() {
        return decision == null ? "nothing decided yet" : decision.summary();
    }
}
