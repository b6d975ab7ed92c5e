package io.gearshift.registry.derive.quantise;

import io.gearshift.registry.derive.calibrate.Range;

/**
 * Real value = scale x (stored value - zero point), stored in an unsigned byte.
 *
 * @param scale more than 0
 * @param zeroPoint 0..255
 */
record Affine(float scale, int zeroPoint) {

    private static final int LEVELS = 255;

    /** All of the range, with 0 exact. */
    static Affine of(Range range) {
        float min = Math.min(range.min(), 0);
        float max = Math.max(range.max(), 0);
        float scale = (float) (((double) max - min) / LEVELS);
        if (!(scale >= Float.MIN_NORMAL)) {
            return new Affine(1, 0);
        }
        return new Affine(scale, Math.max(0, Math.min(LEVELS, Math.round(-min / scale))));
    }

    /** The least value that can be shown. */
    float least() {
        return -zeroPoint * scale;
    }

    /** The greatest value that can be shown. */
    float greatest() {
        return (LEVELS - zeroPoint) * scale;
    }
}
