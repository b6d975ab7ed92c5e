package io.gearshift.simulator.diff;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time in which the two want different gears for a model.
 *
 * @param to when they agree again or one of them shifts; the recording's end at the latest
 * @param length of it, without gaps in the recording
 */
public record Interval(String model, Instant from, Instant to, Duration length, String gearA, String gearB, Why why) {}
