package io.gearshift.core.reading;

/** SI units of readings; ratios are 0..1, flags are 0 or 1. */
public enum Unit {
    RATIO,
    FLAG,
    CELSIUS,
    WATT,
    JOULE,
    VOLT,
    AMPERE,
    HERTZ,
    BYTE,
    COUNT,
    SECOND
}
