package io.gearshift.daemon.sensors;

/** Lets through what is due. */
final class Cadence {

    private final long periodNanos;
    private long last;
    private boolean hasRun;

    Cadence(long periodNanos) {
        this.periodNanos = periodNanos;
    }

    /** Whether the period has passed since the last time this was true; also when the clock was set back. */
    boolean isDue(long nanos) {
        if (hasRun && nanos >= last && nanos - last < periodNanos) {
            return false;
        }
        hasRun = true;
        last = nanos;
        return true;
    }
}
