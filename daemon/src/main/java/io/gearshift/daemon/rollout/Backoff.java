package io.gearshift.daemon.rollout;

import java.time.Duration;

/**
 * When to ask the server again. In good times each interval; after failures sooner at first (the network of a device comes
 * up late), then slower than that, so that a server in trouble is left alone. A fifth of chance either way keeps a fleet
 * from asking in step.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final int MOST_INTERVALS = 4;
    private static final double JITTER = 0.2;

    private Backoff() {}

    /**
     * @param failures in a row, 0 after a success
     * @param chance uniform, 0..1
     */
    static Duration next(Duration interval, int failures, double chance) {
        double ms = interval.toMillis();
        if (failures > 0) {
            double first = Math.min(FIRST.toMillis(), ms);
            ms = Math.min(MOST_INTERVALS * ms, first * Math.pow(2, Math.min(failures - 1, 30)));
        }
        return Duration.ofMillis(Math.max(1, Math.round(ms * (1 - JITTER + 2 * JITTER * chance))));
    }
}
