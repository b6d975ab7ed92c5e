package io.gearshift.core.policy;

/** Band of the battery's charge; rise and fall bounds differ. */
public enum Charge {
    /** No battery, or no fresh reading of it. */
    UNKNOWN,
    /** Neither low nor critical. */
    OK,
    /** Save energy. */
    LOW,
    /** Nearly empty. */
    CRITICAL
}
