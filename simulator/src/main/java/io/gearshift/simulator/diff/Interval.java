package io.gearshift.simulator.diff;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time in which the two want different gears for a model.
 *
 * @param to when they agree again or one of them shifts; the recording's end at the latest
 */
public record Interval(String model, Instant from, Instant to, String gearA, String gearB, Why why) {

    public Duration length() {
        return Duration.between(from, to);
    }
}
