package io.gearshift.simulator.importer;

import io.gearshift.core.reading.SensorId;
import java.time.Duration;
import java.time.Instant;

/**
 * What a log holds of one sensor.
 *
 * @param typical median time between two values; zero with fewer than two
 * @param gaps how often more than five times that, and more than ten seconds, passed without a value
 * @param longestGap zero without gaps
 * @param isHeld the log tells changes only: a value holds until the next
 */
public record Channel(
        SensorId sensor,
        String label,
        int values,
        double least,
        double most,
        Instant first,
        Instant last,
        Duration typical,
        int gaps,
        Duration longestGap,
        boolean isHeld) {}
