package io.gearshift.core.policy;

/** Band of contention for a resource; rise and fall bounds differ. */
public enum Pressure {
    UNKNOWN,
    CALM,
    BUSY,
    SATURATED
}
