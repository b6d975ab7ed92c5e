package io.gearshift.core.reading;

/** How far a value can be trusted. Missing is never zero, and old is never fresh. */
public enum Quality {
    FRESH,
    STALE,
    MISSING
}
