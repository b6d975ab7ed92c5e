package io.gearshift.core.swap;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a swap ended.
 *
 * @param wasResident the new gear was loaded already, so only the cut-over was paid
 * @param phaseMs time in each phase that was reached
 * @param failedIn the phase that failed; null on success
 * @param problem what happened and what it means; null on success
 */
public record SwapResult(
        SwapPlan plan,
        boolean wasResident,
        Map<SwapPhase, Double> phaseMs,
        @Nullable SwapPhase failedIn,
        @Nullable String problem) {

    public SwapResult {
        phaseMs = Map.copyOf(phaseMs);
    }

    public boolean isSuccess() {
        return failedIn == null;
    }
}
