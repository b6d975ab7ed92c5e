package io.gearshift.metrics.meters;

import java.time.Duration;

/** Upper bounds of the histograms, chosen to bracket each stage's budget with few series. */
final class Buckets {

    /** Answers: 0.25 ms (a small local model) to 10 s (a cloud deadline), about 2 per octave where objectives lie. */
    static final Duration[] LATENCY =
            millis(0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 50, 75, 100, 150, 250, 500, 1_000, 2_500, 5_000, 10_000);

    /** Decisions: 1 us to 10 ms, around the budget of 5 us at the median and 250 us at the 99th percentile. */
    static final Duration[] DECISION = millis(0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);

    /** Swaps and their phases: 0.1 ms (cut-over of a resident gear) to 30 s (a cold load from slow storage). */
    static final Duration[] SWAP =
            millis(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    private Buckets() {}

    private static Duration[] millis(double... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofNanos(Math.round(bounds[i] * 1e6));
        }
        return durations;
    }
}
