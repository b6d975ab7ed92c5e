package io.gearshift.registry.derive;

import io.gearshift.registry.derive.prune.Pattern;

/**
 * What is to be removed.
 *
 * @param ratio share of the weights, more than 0 and less than 1
 */
public record Pruning(double ratio, Pattern pattern) {

    public Pruning {
        if (!(ratio > 0 && ratio < 1)) {
            throw new IllegalArgumentException("ratio: " + ratio + " (expected: between 0 and 1)");
        }
        if (pattern == Pattern.TWO_OF_FOUR && ratio != Pattern.TWO_OF_FOUR_RATIO) {
            throw new IllegalArgumentException("ratio: " + ratio + " (expected: 0.5, two of four)");
        }
    }

    /** Whole channels and heads. */
    public static Pruning channels(double ratio) {
        return new Pruning(ratio, Pattern.CHANNELS);
    }
}
