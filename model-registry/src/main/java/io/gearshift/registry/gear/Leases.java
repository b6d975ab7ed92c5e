package io.gearshift.registry.gear;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts who uses a gear, so that it is closed after its last use and never during one: closing a session while it runs
 * ends the whole process. The highest bit says closing, the others count. Thread-safe, without locks.
 */
final class Leases {

    private static final int CLOSING = Integer.MIN_VALUE;

    private final AtomicInteger state = new AtomicInteger();

    /** False once closing: take another gear. */
    boolean acquire() {
        int now = state.get();
        while (now >= 0) {
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
            now = state.get();
        }
        return false;
    }

    /** True when this was the last lease of a closing gear: the caller closes it. */
    boolean release() {
        return state.decrementAndGet() == CLOSING;
    }

    /** No lease is given any more. True when none is out: the caller closes the gear. False when already closing. */
    boolean close() {
        int now = state.get();
        while (now >= 0) {
            if (state.compareAndSet(now, now | CLOSING)) {
                return now == 0;
            }
            now = state.get();
        }
        return false;
    }

    /** Takes a gear that is closing, but still leased, back into service; false when it is too late. */
    boolean revive() {
        int now = state.get();
        while (now < 0 && now != CLOSING) {
            if (state.compareAndSet(now, now & ~CLOSING)) {
                return true;
            }
            now = state.get();
        }
        return false;
    }

    boolean isClosing() {
        return state.get() < 0;
    }

    int count() {
        return state.get() & ~CLOSING;
    }
}
