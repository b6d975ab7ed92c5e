package io.gearshift.simulator.profile;

import java.util.List;

/** Figures of repeated runs. */
final class Samples {

    /** Of fewer runs no 95th percentile can be told. */
    private static final int FOR_P95 = 20;

    private Samples() {}

    /** Median, mean, least, most and, of enough runs, the 95th percentile (nearest rank). */
    static void add(ProfileSink out, long line, ProfileKey key, List<Double> latencyMs, String note) {
        if (latencyMs.isEmpty()) {
            return;
        }
        double[] sorted =
                latencyMs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double sum = 0;
        for (double one : sorted) {
            sum += one;
        }
        out.add(line, key, Figure.LATENCY_P50_MS, sorted[(sorted.length - 1) / 2], note);
        out.add(line, key, Figure.LATENCY_MEAN_MS, sum / sorted.length, note);
        out.add(line, key, Figure.LATENCY_MIN_MS, sorted[0], note);
        out.add(line, key, Figure.LATENCY_MAX_MS, sorted[sorted.length - 1], note);
        if (sorted.length >= FOR_P95) {
            out.add(line, key, Figure.LATENCY_P95_MS, sorted[(int) Math.ceil(0.95 * sorted.length) - 1], note);
        }
    }
}
