package io.gearshift.registry.derive.prune;

import java.util.SplittableRandom;

/**
 * Which places of a sample's map are looked at: the same ones for the same sample, whichever model is read, so that what one
 * sees and what the other answers belong together.
 */
final class Places {

    private final int samples;
    private final int rows;

    /** @param rows wished for over all samples */
    Places(int samples, int rows) {
        this.samples = samples;
        this.rows = rows;
    }

    /** @param places of the sample's map */
    int[] of(int sample, int places) {
        int each = Math.max(1, (rows + samples - 1) / samples);
        if (each >= places) {
            return java.util.stream.IntStream.range(0, places).toArray();
        }
        return new SplittableRandom(sample).ints(each, 0, places).toArray();
    }
}
