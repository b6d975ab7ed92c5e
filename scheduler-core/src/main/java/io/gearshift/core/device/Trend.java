package io.gearshift.core.device;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Filtered level and slope of a temperature.
 *
 * <p>Goal: forecast the trip point soon enough to act, without taking sensor noise for heating. Signal: kernel zones step
 * by 0.5 to 1 °C and jitter by as much. The level is smoothed first, the slope is taken from the smoothed level and
 * smoothed again; both filters are exponential in time, so an uneven sampling interval changes nothing. It can fail on a
 * true step (another core wakes): the slope overshoots for a few {@link #SLOPE_TAU_S} and the forecast errs to the safe
 * side.
 *
 * @param level smoothed temperature, °C
 * @param slopePerS smoothed slope, °C/s
 */
record Trend(Instant at, double level, double slopePerS) {

    /** Takes 1 °C jitter at 1 Hz down to about 0.4 °C. */
    private static final double LEVEL_TAU_S = 3;

    /** Silicon on a heat spreader warms with time constants of tens of seconds; this follows them in a few samples. */
    private static final double SLOPE_TAU_S = 6;

    /** Below this slope a forecast would be noise: 1 °C in 20 s. */
    static final double RISING_C_PER_S = 0.05;

    /** A gap longer than this says nothing about the slope: start anew. */
    private static final double MAX_GAP_S = 30;

    static Trend start(Instant at, double value) {
        return new Trend(at, value, 0);
    }

    Trend next(Instant now, double value) {
        double dt = Duration.between(at, now).toNanos() / 1e9;
        if (dt <= 0) {
            return this;
        }
        if (dt > MAX_GAP_S) {
            return start(now, value);
        }
        double nextLevel = level + (1 - StrictMath.exp(-dt / LEVEL_TAU_S)) * (value - level);
        double slope = (nextLevel - level) / dt;
        return new Trend(now, nextLevel, slopePerS + (1 - StrictMath.exp(-dt / SLOPE_TAU_S)) * (slope - slopePerS));
    }

    /** Seconds until {@code bound} at the present slope; 0 past it; null while not rising. */
    @Nullable
    Double secondsTo(double bound, double value) {
        if (value >= bound) {
            return 0.0;
        }
        return slopePerS < RISING_C_PER_S ? null : (bound - Math.max(value, level)) / slopePerS;
    }
}
