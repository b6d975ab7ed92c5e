package io.gearshift.core.policy;

/** Where a gear computes. */
public enum Location {
    LOCAL,
    CLOUD,
    SPLIT
}
