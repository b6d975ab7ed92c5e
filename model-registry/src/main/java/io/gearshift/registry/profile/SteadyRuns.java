package io.gearshift.registry.profile;

import io.gearshift.registry.onnx.OnnxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs something until the median of its time is known well enough, or time is up.
 *
 * @param mostHalfWidthRatio of the median's 95 % interval, see {@link MedianInterval}
 * @param most time; at least a few runs are made all the same
 * @param nanos the clock
 */
record SteadyRuns(double mostHalfWidthRatio, Duration most, LongSupplier nanos) {

    private static final int WARM_UPS = 5;
    private static final int LEAST_RUNS = 20;
    /** A run that takes longer than the limit is still made more than once. */
    private static final int LEAST_LONG_RUNS = 3;

    private static final int MOST_RUNS = 100_000;

    /** Sorting all values after each run would take longer than short runs themselves. */
    private static final int CHECK_EVERY = 10;

    /** One run. */
    interface Trial {
        void run() throws OnnxException;
    }

    /**
     * @param sortedMs all timed runs
     * @param isPrecise the interval is as narrow as wanted; false when time was up before
     */
    record Outcome(double[] sortedMs, MedianInterval interval, boolean isPrecise) {

        /** Nearest rank. */
        double percentileMs(double share) {
            return sortedMs[Math.max(0, (int) Math.ceil(share * sortedMs.length) - 1)];
        }
    }

    /** Null when it was over before anything is known. */
    @Nullable
    Outcome measure(Trial trial, BooleanSupplier isOver) throws OnnxException {
        long begin = nanos.getAsLong();
        for (int i = 0; i < WARM_UPS && !isOver.getAsBoolean(); i++) {
            trial.run();
        }
        double[] ms = new double[MOST_RUNS];
        int runs = 0;
        while (runs < MOST_RUNS) {
            if (isOver.getAsBoolean()) {
                return null;
            }
            long start = nanos.getAsLong();
            trial.run();
            long end = nanos.getAsLong();
            ms[runs++] = (end - start) / 1e6;
            boolean isLate = end - begin >= most.toNanos() && runs >= LEAST_LONG_RUNS;
            if (isLate || runs >= LEAST_RUNS && runs % CHECK_EVERY == 0) {
                MedianInterval interval = MedianInterval.of(ms, runs);
                boolean isPrecise = runs >= LEAST_RUNS && interval.halfWidthRatio() <= mostHalfWidthRatio;
                if (isLate || isPrecise) {
                    return outcome(ms, runs, interval, isPrecise);
                }
            }
        }
        MedianInterval interval = MedianInterval.of(ms, runs);
        return outcome(ms, runs, interval, interval.halfWidthRatio() <= mostHalfWidthRatio);
    }

    private static Outcome outcome(double[] ms, int runs, MedianInterval interval, boolean isPrecise) {
        double[] sorted = Arrays.copyOf(ms, runs);
        Arrays.sort(sorted);
        return new Outcome(sorted, interval, isPrecise);
    }
}
