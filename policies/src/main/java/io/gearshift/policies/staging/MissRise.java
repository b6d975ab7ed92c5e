package io.gearshift.policies.staging;

/**
 * Whether answers miss their objective more often than before.
 *
 * <p>Goal: take back a policy that hurts, and no other. Signal: misses per request before and after. Two conditions: the
 * ratio rose by more than was allowed, and by more than chance explains. Without the second, 3 misses in 50 requests after
 * 0 in 50 would take back a good policy once in eight times; it is asked at every look, so it asks for three standard
 * errors of the difference of two proportions (pooled), where two are customary for a single look.
 */
final class MissRise {

    /** Fewer say nothing about a ratio of some percent. */
    static final long FEWEST_REQUESTS = 50;

    private static final double STANDARD_ERRORS = 3;

    private MissRise() {}

    /** @param allowed rise of the ratio, 0..1 */
    static boolean isBeyond(Served before, Served after, double allowed) {
        if (!isKnown(before) || !isKnown(after)) {
            return false;
        }
        double rise = after.missRatio() - before.missRatio();
        double pooled = (double) (before.misses() + after.misses()) / (before.requests() + after.requests());
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / before.requests() + 1.0 / after.requests()));
        return rise > allowed && rise > STANDARD_ERRORS * error;
    }

    static boolean isKnown(Served served) {
        return served.requests() >= FEWEST_REQUESTS;
    }
}
