package io.gearshift.registry.derive;

import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.profile.PointResult;
import java.util.List;

/**
 * Variants of a model side by side.
 *
 * @param baseline the variant that the others are compared with: the manifest's first with a file
 * @param areInputsReal else agreement is on generated inputs
 * @param rows in the order of the manifest, each on every provider that works
 */
public record Comparison(Manifest manifest, Variant baseline, int samples, boolean areInputsReal, List<Row> rows) {

    public Comparison {
        rows = List.copyOf(rows);
    }

    /**
     * A variant on a provider, one thread, one sample.
     *
     * @param parameters numbers in the file's constants of floats and quantised weights
     * @param compression how many times smaller than the baseline's file
     * @param speedup how many times as fast as the baseline on the CPU
     * @param agreement with the baseline; with labels its accuracy too
     * @param isOnFront no other row is better in size, median latency and accuracy at once
     */
    public record Row(
            Variant variant,
            String provider,
            long parameters,
            double compression,
            double speedup,
            PointResult cost,
            Agreement agreement,
            boolean isOnFront) {

        /** With labels what was measured, else what the manifest states; 0..1. */
        public double accuracy() {
            Double measured = agreement.accuracy();
            return measured == null ? variant.accuracy() : measured;
        }

        Row marked(boolean isMarked) {
            return new Row(variant, provider, parameters, compression, speedup, cost, agreement, isMarked);
        }

        /** At least as good in all, and better in one. */
        boolean isBetterThan(Row other) {
            double mine = cost.interval().median();
            double others = other.cost.interval().median();
            boolean isAsGood =
                    variant.bytes() <= other.variant.bytes() && mine <= others && accuracy() >= other.accuracy();
            return isAsGood
                    && (variant.bytes() < other.variant.bytes() || mine < others || accuracy() > other.accuracy());
        }
    }
}
