package io.gearshift.core.device;

import io.gearshift.core.reading.Quality;
import java.time.Duration;
import java.time.Instant;

/** The last good value of a sensor and when it was read; grows old by itself. */
public record Held(double value, Instant at, String label) {

    /** FRESH up to {@code maxAge}, then STALE. */
    public Quality quality(Instant now, Duration maxAge) {
        return isFresh(now, maxAge) ? Quality.FRESH : Quality.STALE;
    }

    boolean isFresh(Instant now, Duration maxAge) {
        return Duration.between(at, now).compareTo(maxAge) <= 0;
    }
}
