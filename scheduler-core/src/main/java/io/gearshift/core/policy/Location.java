package io.gearshift.core.policy;

/** Where a gear computes. */
public enum Location {
    /** On this device. */
    LOCAL,
    /** On an endpoint: the input leaves the device. */
    CLOUD,
    /** The first part here, the rest on an endpoint. */
    SPLIT
}
