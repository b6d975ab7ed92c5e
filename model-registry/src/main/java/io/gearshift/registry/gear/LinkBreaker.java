package io.gearshift.registry.gear;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stops asking a remote that failed several times in a row, so that requests do not wait for it in vain. After a while
 * one request tries again.
 */
final class LinkBreaker {

    /** One lost packet is no outage, three in a row are. */
    static final int FAILURES = 3;
    /** Short enough to find a remote that came back, long enough that trying costs few requests. */
    static final long REST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanoTime;
    private int failures;
    private long restUntil;

    LinkBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** False while resting; at the end of the rest true for one caller. */
    synchronized boolean isAllowed() {
        if (failures < FAILURES) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (now - restUntil < 0) {
            return false;
        }
        restUntil = now + REST_NANOS;
        return true;
    }

    /** True when this ended an outage. */
    synchronized boolean succeeded() {
        boolean wasOpen = failures >= FAILURES;
        failures = 0;
        return wasOpen;
    }

    /** True when this began an outage. */
    synchronized boolean failed() {
        failures = Math.min(failures + 1, FAILURES + 1);
        restUntil = nanoTime.getAsLong() + REST_NANOS;
        return failures == FAILURES;
    }

    synchronized boolean isOpen() {
        return failures >= FAILURES;
    }
}
