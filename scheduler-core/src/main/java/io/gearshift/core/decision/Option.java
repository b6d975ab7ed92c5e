package io.gearshift.core.decision;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One candidate with all that speaks for and against it.
 *
 * @param latencyAtMs answer time not exceeded with the probability asked for
 * @param loadMs cost of making it ready when it is not resident
 * @param forbids the rules against it
 * @param quarantined why it may not be tried now; null when it may
 * @param restingS seconds until it may return after a rule forbade it; 0 when it may
 * @param preference sum of the rules' preferences
 */
record Option(
        Candidate candidate,
        double latencyAtMs,
        double loadMs,
        List<Verdict.Forbid> forbids,
        @Nullable String quarantined,
        double restingS,
        double preference) {

    String gear() {
        return candidate.gear();
    }

    /** It can serve at all, whatever the rules say. */
    boolean isAble() {
        return quarantined == null && candidate.isReachable();
    }

    /** A person may insist on it. */
    boolean isPinnable() {
        return isAble() && (candidate.isLocal() || forbids.isEmpty());
    }

    boolean isPermitted() {
        return isAble() && forbids.isEmpty();
    }

    boolean isAllowed() {
        return isPermitted() && restingS <= 0;
    }
}
