package io.gearshift.core.device;

import java.time.Duration;
import java.time.Instant;

/**
 * A level that rises at one bound and falls at another, so that noise smaller than the gap cannot flap it. Level 0 is the
 * best; each further level is worse.
 *
 * @param level 0 .. number of bounds; -1 while the signal is unknown
 * @param since when the level was entered
 * @param elevatedSince when it last rose to level {@link #elevatedFrom} or beyond; {@link Instant#MAX} while below
 */
record Band(int level, Instant since, Instant elevatedSince) {

    static final Band UNKNOWN = new Band(-1, Instant.EPOCH, Instant.MAX);

    /**
     * One rise bound and one fall bound.
     *
     * @param enter the badness at or above which the next level is entered
     * @param leave the badness below which it is left; less than {@code enter}
     */
    record Bound(double enter, double leave) {
        Bound {
            if (!(leave < enter)) {
                throw new IllegalArgumentException("bound: leave " + leave + " (expected: < enter " + enter + ")");
            }
        }
    }

    /** The next band for a badness that grows with trouble; levels are entered in one step and left only past their fall bound. */
    Band next(double badness, Instant now, int elevatedFrom, Bound... bounds) {
        int next = 0;
        for (int i = 0; i < bounds.length; i++) {
            boolean wasIn = level > i;
            if (badness >= (wasIn ? bounds[i].leave() : bounds[i].enter())) {
                next = i + 1;
            }
        }
        return at(next, now, elevatedFrom);
    }

    Band at(int next, Instant now, int elevatedFrom) {
        Instant elevated = next < elevatedFrom ? Instant.MAX : level >= elevatedFrom ? elevatedSince : now;
        return next == level ? this : new Band(next, now, elevated);
    }

    long elevatedForMs(Instant now) {
        return elevatedSince.equals(Instant.MAX)
                ? 0
                : Math.max(0, Duration.between(elevatedSince, now).toMillis());
    }
}
