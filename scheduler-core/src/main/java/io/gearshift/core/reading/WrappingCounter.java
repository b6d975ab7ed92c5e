package io.gearshift.core.reading;

/**
 * Makes a counter that wraps at a range one that only grows. A fall from the upper half of the range to the lower is a wrap;
 * any other fall is a reset, and is passed on as a fall.
 */
public final class WrappingCounter {

    private long last = -1;
    private double offset;

    /** @param range value at which the counter starts again from 0; {@link KernelText#NONE} when unknown */
    public double next(long raw, long range) {
        if (raw < last) {
            boolean isWrap = range > 0 && last <= range && last - raw > range / 2;
            offset = isWrap ? offset + range : 0;
        }
        last = raw;
        return offset + raw;
    }
}
