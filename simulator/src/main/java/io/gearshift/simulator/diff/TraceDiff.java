package io.gearshift.simulator.diff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two policies on one recording.
 *
 * @param trace its name
 * @param length recorded time without gaps, which is the time compared
 * @param gaps stretches without readings
 * @param leftOut their time together, in which nothing is compared or charged
 * @param models how many there are
 * @param intervals in which the gears differ, by time, then model
 * @param estimatedSwaps of both; they are not in the recording, so that their length is an estimate
 * @param assumptions what the recording does not hold and was taken to be so
 * @param faultA the first fault of the first policy, with its time; null when there was none
 * @param faultB the same of the second
 */
public record TraceDiff(
        String trace,
        Instant startedAt,
        Duration length,
        int gaps,
        Duration leftOut,
        long events,
        int models,
        Costs a,
        Costs b,
        List<Interval> intervals,
        int estimatedSwaps,
        List<String> assumptions,
        @Nullable String faultA,
        @Nullable String faultB) {

    public TraceDiff {
        intervals = List.copyOf(intervals);
        assumptions = List.copyOf(assumptions);
    }

    /** Seconds with another gear, summed over models. */
    public double changedS() {
        return intervals.stream()
                .mapToDouble(interval -> interval.length().toNanos() / 1e9)
                .sum();
    }

    /** Seconds times models. */
    public double modelS() {
        return length.toNanos() / 1e9 * models;
    }
}
