package io.gearshift.daemon.http;

import java.time.Duration;

/**
 * What one daemon lets its clients ask of it.
 *
 * @param maxBodyBytes largest request body, at most 1 GiB; more is refused with 413
 * @param inFlight requests that may run or wait for a worker at a time; more are refused with 429
 * @param maxHeldBytes memory for all bodies and answers in flight together; a body that does not fit is refused with 429
 * @param transferWithin longest time for a client to send its body, and to take a large answer, before it is dropped
 */
public record InferenceLimits(long maxBodyBytes, int inFlight, long maxHeldBytes, Duration transferWithin) {

    private static final long LARGEST_BODY = 1L << 30;

    /** Bodies of the largest size that may be in flight at once. */
    private static final int LARGEST_BODIES = 4;

    private static final Duration TRANSFER_WITHIN = Duration.ofSeconds(30);

    public InferenceLimits {
        if (maxBodyBytes < 1 || maxBodyBytes > LARGEST_BODY) {
            throw new IllegalArgumentException(
                    "maxBodyBytes: " + maxBodyBytes + " (expected: 1.." + LARGEST_BODY + ")");
        }
        if (inFlight < 1) {
            throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: >= 1)");
        }
    }

    /**
     * Usual limits.
     *
     * @param workers threads of the executor
     * @param queue requests that may wait for one
     */
    public static InferenceLimits of(long maxBodyBytes, int workers, int queue) {
        return new InferenceLimits(maxBodyBytes, workers + queue, LARGEST_BODIES * maxBodyBytes, TRANSFER_WITHIN);
    }
}
