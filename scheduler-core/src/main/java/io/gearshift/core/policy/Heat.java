package io.gearshift.core.policy;

/** Thermal band of the hottest zone relative to its trip point; rise and fall bounds differ. */
public enum Heat {
    /** No fresh temperature. Not the same as cool. */
    UNKNOWN,
    /** Far from the trip point. */
    COOL,
    /** On the way to it. */
    WARM,
    /** Near the trip point, or forecast to reach it soon. */
    HOT,
    /** At or past the trip point. */
    CRITICAL
}
