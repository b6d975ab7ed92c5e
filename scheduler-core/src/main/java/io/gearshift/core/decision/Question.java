package io.gearshift.core.decision;

import io.gearshift.core.policy.Objective;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be chosen for one model.
 *
 * @param active gear in force; null before the first
 * @param isDwelling the active gear is too young for a voluntary shift
 * @param pinned gear to take whatever else holds; null for none
 * @param wanted gear to take if it is allowed and fits (restored from an earlier run); null for none
 */
record Question(
        String model,
        int priority,
        @Nullable Double latencyObjectiveMs,
        @Nullable Double minAccuracy,
        double requestsPerS,
        Objective objective,
        @Nullable String active,
        boolean isDwelling,
        @Nullable String pinned,
        @Nullable String wanted,
        List<Option> options) {

    /** A gear not in force must be this much faster than the objective: hysteresis against a shift that just misses it. */
    private static final double ENTRY_MARGIN = 0.9;

    boolean isActive(Option option) {
        return option.gear().equals(active);
    }

    boolean meetsLatency(Option option) {
        if (latencyObjectiveMs == null) {
            return true;
        }
        double bound = isActive(option) ? latencyObjectiveMs : latencyObjectiveMs * ENTRY_MARGIN;
        return option.latencyAtMs() <= bound;
    }

    boolean meetsAccuracy(Option option) {
        return minAccuracy == null || option.candidate().accuracy() >= minAccuracy;
    }
}
