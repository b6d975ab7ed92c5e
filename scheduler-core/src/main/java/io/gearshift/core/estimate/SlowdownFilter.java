package io.gearshift.core.estimate;

import java.time.Duration;
import java.time.Instant;

/**
 * How much slower than its profile something runs now, and how sure that is.
 *
 * <p>Goal: predict the next answer's time under contention, throttling and other inputs than the profiled one. Signal: the
 * mean observed latency of each report over the profile's median. A scalar Kalman filter with adaptive process noise,
 * after ALERT [1], section 3.4: a surprise (large innovation) raises the process noise, so that the spread widens at once
 * and the mean follows faster. It can fail when few requests come: time without news then widens the spread by {@link
 * #DRIFT_PER_S}.
 *
 * <p>[1] C. Wan et al., "ALERT: Accurate Learning for Energy and Timeliness", USENIX ATC 2020.
 *
 * @param mean observed over profiled latency, &gt; 0
 * @param variance of the mean
 * @param processNoise adaptive
 */
public record SlowdownFilter(Instant at, double mean, double variance, double processNoise) {

    /** Before anything was seen: the profile may be a third off. */
    static final double FIRST_VARIANCE = 0.1;

    /** Scatter of the mean of one report (tens of answers) on a calm machine: 5 %. */
    private static final double MEASUREMENT_NOISE = 0.0025;

    private static final double LEAST_PROCESS_NOISE = 0.0005;

    /** ALERT's forgetting factor of the process noise. */
    private static final double FORGETTING = 0.3;

    /** Variance gained per second without news: a gear not tried for ten minutes is again as unknown as at first. */
    static final double DRIFT_PER_S = FIRST_VARIANCE / 600;

    private static final double LEAST = 0.02;
    private static final double MOST = 200;

    public static SlowdownFilter first(Instant at) {
        return new SlowdownFilter(at, 1, FIRST_VARIANCE, LEAST_PROCESS_NOISE);
    }

    /** @param ratio observed mean over profiled median */
    public SlowdownFilter next(Instant now, double ratio) {
        double measured = Math.min(MOST, Math.max(LEAST, ratio));
        double innovation = measured - mean;
        double predicted = variance + processNoise + drift(now);
        double scale = Math.max(mean, measured);
        double gain = predicted / (predicted + MEASUREMENT_NOISE * scale * scale);
        double surprise = gain * innovation;
        double noise =
                Math.max(LEAST_PROCESS_NOISE, FORGETTING * processNoise + (1 - FORGETTING) * surprise * surprise);
        return new SlowdownFilter(now, mean + surprise, (1 - gain) * predicted, noise);
    }

    /** Variance of what the next report will say. */
    public double variance(Instant now) {
        return variance + processNoise + drift(now);
    }

    public double ageS(Instant now) {
        return Math.max(0, Duration.between(at, now).toNanos() / 1e9);
    }

    private double drift(Instant now) {
        return DRIFT_PER_S * ageS(now);
    }
}
