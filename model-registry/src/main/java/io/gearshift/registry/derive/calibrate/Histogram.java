package io.gearshift.registry.derive.calibrate;

import java.nio.FloatBuffer;

/** How often a tensor takes which values, in bins of equal width over its whole range. Not thread-safe. */
final class Histogram {

    /** Enough to place a clipping point within 0.05 % of the range; 16 kB a tensor. */
    static final int BINS = 2048;

    private final Range range;
    private final double perBin;
    private final long[] counts = new long[BINS];
    private long total;

    Histogram(Range range) {
        this.range = range.withZero();
        perBin = ((double) this.range.max() - this.range.min()) / BINS;
    }

    void add(FloatBuffer values) {
        if (perBin == 0) {
            return;
        }
        double scale = 1 / perBin;
        double min = range.min();
        int count = values.remaining();
        for (int i = 0; i < count; i++) {
            int bin = (int) ((values.get(i) - min) * scale);
            counts[bin < 0 ? 0 : Math.min(bin, BINS - 1)]++;
        }
        total += count;
    }

    Range range() {
        return range;
    }

    long[] counts() {
        return counts;
    }

    long total() {
        return total;
    }

    /** The value in the middle of a bin. */
    double middle(int bin) {
        return range.min() + (bin + 0.5) * perBin;
    }

    boolean isEmpty() {
        return total == 0;
    }
}
