package io.gearshift.simulator.plant;

import java.util.Arrays;

/**
 * Requests that wait for one of {@code workers} in the order they come.
 *
 * <p>Exact for any arrivals and service times: D. V. Lindley, "The theory of queues with a single server", Proceedings of the
 * Cambridge Philosophical Society 48(2), 1952; several workers: J. Kiefer and J. Wolfowitz, "On the theory of queues with many
 * servers", Transactions of the AMS 78(1), 1955. The time at which each worker is free is all that must be known of the past.
 *
 * @param longestWaitS a request that would wait longer is refused at once, &gt;= 0
 */
public record RequestQueue(int workers, double longestWaitS) {

    public RequestQueue {
        Require.that(workers >= 1, "workers", workers, ">= 1");
        Require.that(longestWaitS >= 0, "longestWaitS", longestWaitS, ">= 0");
    }

    /** Marks a request that was refused. */
    public static final double REFUSED = Double.NaN;

    /** All workers free. */
    public double[] idle() {
        return new double[workers];
    }

    /**
     * One request.
     *
     * @param freeAtS of each worker, ascending, in the time of {@code arrivalS}; changed in place
     * @return from arrival to answer, or {@link #REFUSED}
     */
    public double answer(double[] freeAtS, double arrivalS, double serviceS) {
        double start = Math.max(freeAtS[0], arrivalS);
        if (start - arrivalS > longestWaitS) {
            return REFUSED;
        }
        freeAtS[0] = start + serviceS;
        if (freeAtS.length > 1) {
            Arrays.sort(freeAtS);
        }
        return start + serviceS - arrivalS;
    }

    /** The same times seen from {@code seconds} later. */
    public static double[] later(double[] freeAtS, double seconds) {
        double[] next = new double[freeAtS.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = Math.max(0, freeAtS[i] - seconds);
        }
        return next;
    }
}
