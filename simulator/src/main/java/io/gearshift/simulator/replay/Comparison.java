package io.gearshift.simulator.replay;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.PolicyId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other rules would have decided on a recording.
 *
 * @param recordedBy the rules in force when the recording began
 * @param replayedBy the other rules
 * @param recorded decisions in the recording
 * @param replayed decisions of the other rules
 * @param differing in order of time, then model
 * @param estimatedSwaps swaps that never happened in the recording, so that their length is an estimate
 */
public record Comparison(
        Path trace,
        PolicyId recordedBy,
        PolicyId replayedBy,
        long events,
        int recorded,
        int replayed,
        int estimatedSwaps,
        Duration recordedTime,
        List<Differing> differing) {

    public Comparison {
        differing = List.copyOf(differing);
    }

    /** A moment at which the two decided differently about a model; null where one had nothing new to say. */
    public record Differing(
            Instant at,
            String model,
            @Nullable Decision recorded,
            @Nullable Decision replayed) {}
}
