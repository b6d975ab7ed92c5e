package io.gearshift.registry.derive.calibrate;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/** Where to cut a distribution before its values become 8-bit. Pure. */
final class Clipping {

    private static final int LEVELS = 256;
    /** Ranges tried: from all values down to a fifth of them; cutting deeper never paid in a network. */
    private static final int STEPS = 80;

    private static final double STEP = 0.01;

    private Clipping() {}

    /** The range that holds the share of values, the same number left out at each end. */
    static Range percentile(Histogram histogram, double share) {
        if (histogram.isEmpty()) {
            return histogram.range();
        }
        long out = (long) (histogram.total() * (1 - share) / 2);
        long[] counts = histogram.counts();
        int low = 0;
        for (long seen = counts[0]; seen <= out && low < counts.length - 1; seen += counts[++low]) {}
        int high = counts.length - 1;
        for (long seen = counts[high]; seen <= out && high > low; seen += counts[--high]) {}
        float min = low == 0 ? histogram.range().min() : (float) histogram.middle(low);
        float max = high == counts.length - 1 ? histogram.range().max() : (float) histogram.middle(high);
        return new Range(Math.min(min, max), Math.max(min, max)).withZero();
    }

    /** The range of least cost; the widest of equals. The upper end is drawn in first, then the lower. */
    static Range least(Histogram histogram, ToDoubleBiFunction<Histogram, Range> cost) {
        Range all = histogram.range();
        if (histogram.isEmpty()) {
            return all;
        }
        Range upper = least(histogram, cost, share -> new Range(all.min(), all.max() * share));
        return least(histogram, cost, share -> new Range(upper.min() * share, upper.max()));
    }

    private static Range least(
            Histogram histogram, ToDoubleBiFunction<Histogram, Range> cost, Function<Float, Range> narrower) {
        Range best = narrower.apply(1f);
        double least = cost.applyAsDouble(histogram, best);
        for (int i = 1; i <= STEPS; i++) {
            Range tried = narrower.apply((float) (1 - i * STEP));
            double found = cost.applyAsDouble(histogram, tried);
            if (found < least) {
                least = found;
                best = tried;
            }
        }
        return best;
    }

    static double squaredError(Histogram histogram, Range range) {
        double scale = ((double) range.max() - range.min()) / (LEVELS - 1);
        long[] counts = histogram.counts();
        double error = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                double value = histogram.middle(bin);
                double held = Math.max(range.min(), Math.min(range.max(), value));
                double rounded = Math.rint(held / scale) * scale;
                error += counts[bin] * (value - rounded) * (value - rounded);
            }
        }
        return error;
    }

    /** Of the clipped distribution from what 256 levels, each spread over the bins that were not empty, make of it. */
    static double divergence(Histogram histogram, Range range) {
        int from = bin(histogram, range.min());
        int to = bin(histogram, range.max());
        int bins = to - from + 1;
        long[] counts = withoutZeros(histogram);
        double[] clipped = new double[bins];
        for (int i = 0; i < counts.length; i++) {
            clipped[Math.max(0, Math.min(bins - 1, i - from))] += counts[i];
        }
        double[] levels = new double[LEVELS];
        int[] filled = new int[LEVELS];
        for (int i = 0; i < bins; i++) {
            int level = (int) ((long) i * LEVELS / bins);
            levels[level] += counts[from + i];
            filled[level] += counts[from + i] > 0 ? 1 : 0;
        }
        double inside = Arrays.stream(levels).sum();
        double total = Arrays.stream(clipped).sum();
        double divergence = 0;
        for (int i = 0; i < bins; i++) {
            int level = (int) ((long) i * LEVELS / bins);
            if (clipped[i] > 0) {
                double p = clipped[i] / total;
                // A bin that only clipping has filled gets a crumb instead of a division by zero.
                double q = counts[from + i] > 0 ? levels[level] / filled[level] / inside : 1e-9;
                divergence += p * Math.log(p / q);
            }
        }
        return divergence;
    }

    /** Zeros are exact at every scale, and a ReLU gives so many that they would hide all else. */
    private static long[] withoutZeros(Histogram histogram) {
        long[] counts = histogram.counts().clone();
        int zero = bin(histogram, 0);
        counts[zero] = zero + 1 < counts.length ? counts[zero + 1] : counts[zero - 1];
        return counts;
    }

    private static int bin(Histogram histogram, double value) {
        double width = ((double) histogram.range().max() - histogram.range().min()) / Histogram.BINS;
        return (int) Math.max(
                0, Math.min(Histogram.BINS - 1, (value - histogram.range().min()) / width));
    }
}
