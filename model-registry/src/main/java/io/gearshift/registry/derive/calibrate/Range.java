package io.gearshift.registry.derive.calibrate;

/** The values that a quantised tensor can show; values outside are drawn to the nearer end. */
public record Range(float min, float max) {

    public Range {
        if (!Float.isFinite(min) || !Float.isFinite(max) || min > max) {
            throw new IllegalArgumentException("range: " + min + " to " + max + " (expected: finite, in order)");
        }
    }

    /** Widened to hold 0, which must be exact: padding and ReLU give it. */
    Range withZero() {
        return new Range(Math.min(min, 0), Math.max(max, 0));
    }
}
