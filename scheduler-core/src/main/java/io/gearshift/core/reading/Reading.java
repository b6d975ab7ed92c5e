package io.gearshift.core.reading;

import java.time.Instant;

/**
 * One value of one sensor at one time, in the signal's SI unit. A sensor that cannot be read has no reading: absence is
 * never encoded as a number.
 *
 * @param label what the kernel calls the instance, e.g. a thermal zone's type; empty when it has no other name
 */
public record Reading(SensorId sensor, double value, Instant at, String label) {

    public Reading {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(sensor + ": " + value + " (expected: a finite number)");
        }
    }

    public static Reading of(SensorId sensor, double value, Instant at) {
        return new Reading(sensor, value, at, "");
    }
}
