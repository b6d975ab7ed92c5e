package io.gearshift.core.policy;

/** Band of the battery's charge; rise and fall bounds differ. */
public enum Charge {
    /** No battery, or no fresh reading of it. */
    UNKNOWN,
    OK,
    LOW,
    CRITICAL
}
