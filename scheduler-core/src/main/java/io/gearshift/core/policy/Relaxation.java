package io.gearshift.core.policy;

/** A constraint that may be given up when nothing fits all of them. */
public enum Relaxation {
    POWER,
    LATENCY,
    ACCURACY,
    MEMORY
}
