package io.gearshift.benchmarks;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/** Latencies to three digits, in µs. */
final class Times {

    private final Histogram nanos = new Histogram(60_000_000_000L, 3);

    /** Something timed. */
    interface Action {
        void run() throws Exception;
    }

    void time(Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        nanos.recordValue(System.nanoTime() - start);
    }

    void add(long value) {
        nanos.recordValue(value);
    }

    void add(Times other) {
        nanos.add(other.nanos);
    }

    double p50() {
        return at(50);
    }

    double at(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    static double median(java.util.List<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
