package io.gearshift.policies.staging;

/**
 * What was served since the process began, or in a span of time.
 *
 * @param requests answered
 * @param misses of them, later than their objective
 * @param faults turns of the loop in which the policy failed
 */
public record Served(long requests, long misses, long faults) {

    public static final Served NOTHING = new Served(0, 0, 0);

    Served since(Served then) {
        return new Served(requests - then.requests, misses - then.misses, faults - then.faults);
    }

    /** Misses per request, 0..1; 0 when nothing was asked. */
    public double missRatio() {
        return requests == 0 ? 0 : (double) misses / requests;
    }
}
