package io.gearshift.simulator.replay;

import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.trace.TraceManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a recording came out when it was run again.
 *
 * @param policies all that decided, in the order they came into force
 * @param events that were replayed
 * @param recorded decisions in the recording
 * @param replayed decisions that came out
 * @param isTorn the recorder died while writing: decisions that only one side has at the end are no difference
 * @param recordedTime from the first event to the last
 * @param replayTime that it took to run them again
 * @param difference the first one; null when every decision is the same, byte for byte
 */
public record ReplayResult(
        Path trace,
        TraceManifest manifest,
        List<PolicyId> policies,
        long events,
        long recorded,
        long replayed,
        boolean isTorn,
        Duration recordedTime,
        Duration replayTime,
        @Nullable Difference difference) {

    public ReplayResult {
        policies = List.copyOf(policies);
    }

    public boolean isIdentical() {
        return difference == null;
    }

    /** How many times faster than it happened. */
    public double realTimeFactor() {
        return recordedTime.toNanos() / (double) Math.max(1, replayTime.toNanos());
    }
}
