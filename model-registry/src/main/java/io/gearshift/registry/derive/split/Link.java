package io.gearshift.registry.derive.split;

/**
 * The way to the other machine and back.
 *
 * @param megabitsPerSecond each way
 * @param rttMs of a packet of no size
 */
public record Link(double megabitsPerSecond, double rttMs) {

    private static final double BITS_PER_BYTE = 8;

    public Link {
        if (!(megabitsPerSecond > 0) || !(rttMs >= 0)) {
            throw new IllegalArgumentException(
                    "link of " + megabitsPerSecond + " Mbit/s and " + rttMs + " ms (expected: > 0, and >= 0)");
        }
    }

    /** What crossing takes, one round trip and every byte once. */
    public double transferMs(long bytes) {
        return rttMs + bytes * BITS_PER_BYTE / (megabitsPerSecond * 1000);
    }
}
