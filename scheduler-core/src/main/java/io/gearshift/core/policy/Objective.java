package io.gearshift.core.policy;

/** What to favour among the candidates that hold every constraint. */
public enum Objective {
    /** Least energy per answer. */
    ENERGY,
    /** Shortest answer time. */
    LATENCY,
    /** Highest accuracy. */
    ACCURACY,
    /** A weighted sum of all three. */
    BALANCED
}
