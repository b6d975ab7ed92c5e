package io.gearshift.core.policy;

/** Band of contention for a resource; rise and fall bounds differ. */
public enum Pressure {
    /** No fresh reading. */
    UNKNOWN,
    /** Nothing waits long. */
    CALM,
    /** Some work waits. */
    BUSY,
    /** Much of the work waits. */
    SATURATED
}
