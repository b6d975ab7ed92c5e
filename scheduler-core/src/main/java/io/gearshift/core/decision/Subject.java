package io.gearshift.core.decision;

import io.gearshift.core.estimate.Estimate;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Model;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model as the decider sees it.
 *
 * @param minAccuracy floor in force; null when none
 * @param active gear in force; null before the first
 * @param pending gear a swap is bringing in; null when none is under way
 * @param since when the active gear came into force
 * @param pinned gear a person pinned; null when none
 * @param pinUntil when that pin lapses; null when it does not
 * @param wanted gear of an earlier run; null when none
 * @param contenders in the order of the candidates
 * @param last the model's last decision
 */
public record Subject(
        Model model,
        @Nullable Double minAccuracy,
        @Nullable String active,
        @Nullable String pending,
        Instant since,
        @Nullable String pinned,
        @Nullable Instant pinUntil,
        @Nullable String wanted,
        List<Contender> contenders,
        @Nullable Decision last) {

    /**
     * One candidate.
     *
     * @param forbiddenAt when a rule last forbade it; null when never
     * @param quarantined why it may not be tried now; null when it may
     */
    public record Contender(
            Candidate candidate,
            Estimate estimate,
            double loadMs,
            @Nullable Instant forbiddenAt,
            @Nullable String quarantined) {}
}
