package io.gearshift.policies.explain;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Verdict;
import io.gearshift.policies.meaning.Sample;
import io.gearshift.policies.meaning.Sight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one model runs in its gear.
 *
 * @param fired rules that fired and say something about this model or all
 * @param missed rules that did not fire, nearest to firing first
 * @param flips what would change it
 */
public record Explanation(
        Decision decision, @Nullable String goal, List<Fired> fired, List<Missed> missed, Flips.Found flips) {

    public Explanation {
        fired = List.copyOf(fired);
        missed = List.copyOf(missed);
    }

    /**
     * @param where file:line
     * @param verdicts what it said of this model
     * @param seen values with which its conditions were true
     */
    public record Fired(String rule, String where, List<Verdict> verdicts, List<String> seen) {}

    /**
     * @param where file:line of the condition that kept it from firing
     * @param sight that condition
     * @param nearest with which values it failed; null when there was no fact at all
     */
    public record Missed(
            String rule,
            String where,
            Sight sight,
            @Nullable Sample nearest) {
        public double gap() {
            return nearest == null ? 1 : nearest.gap();
        }
    }
}
