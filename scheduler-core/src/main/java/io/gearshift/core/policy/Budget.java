package io.gearshift.core.policy;

/** What a rule may limit for all models together. */
public enum Budget {
    /** Mean power of inference, watts. */
    POWER_W,
    /** Memory of resident gears, bytes. */
    MEMORY_BYTES,
    /** Bytes sent to the cloud per second. */
    NETWORK_BYTES_PER_S
}
