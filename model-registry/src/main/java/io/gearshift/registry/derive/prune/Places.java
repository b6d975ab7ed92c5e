package io.gearshift.registry.derive.prune;

import io.gearshift.registry.samples.Padding;
import io.gearshift.registry.samples.SampleSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which places of a sample's map are looked at: the same ones for the same sample, whichever model is read, so that what one
 * sees and what the other answers belong together. Tokens that only pad are not looked at.
 */
final class Places {

    private final SampleSet samples;
    private final int rows;

    /** @param rows wished for over all samples */
    Places(SampleSet samples, int rows) {
        this.samples = samples;
        this.rows = rows;
    }

    /** @param places of the sample's map */
    int[] of(int sample, int places) {
        int each = Math.max(1, (rows + samples.count() - 1) / samples.count());
        Padding padding = padding(sample);
        int[] seen = IntStream.range(0, places)
                .filter(place -> !padding.hides(place, places))
                .toArray();
        if (each >= seen.length) {
            return seen;
        }
        return new SplittableRandom(sample)
                .ints(each, 0, seen.length)
                .map(at -> seen[at])
                .toArray();
    }

    private Padding padding(int sample) {
        int batch = samples.batchOf(1);
        int first = sample / batch * batch;
        return Padding.of(samples.batch(first, first + batch), sample - first);
    }
}
