package io.gearshift.core.reading;

import java.time.Duration;

/**
 * What a sample asks of the loop.
 *
 * @param untilNext time until the next sample should be taken
 * @param isUrgent a bound was crossed: decide now, not at the next tick
 */
public record Pace(Duration untilNext, boolean isUrgent) {}
