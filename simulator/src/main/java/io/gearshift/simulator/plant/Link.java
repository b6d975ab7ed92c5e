package io.gearshift.simulator.plant;

/**
 * A network path as a request sees it on a connection that is open already.
 *
 * <p>Throughput of TCP under loss: J. Padhye et al., "Modeling TCP throughput: a simple model and its empirical validation",
 * SIGCOMM 1998, equation 30, with 1460 byte segments, an acknowledgement for every second one, and a retransmission time-out
 * of a round trip and 0.2 s (the least of Linux). Left out: slow start, queues of its own making.
 *
 * @param bandwidthBitPerS &gt;= 0; zero is a path that is down
 * @param rttS round trip of an empty message, &gt; 0
 * @param lossRatio of packets, 0..1
 */
public record Link(double bandwidthBitPerS, double rttS, double lossRatio) {

    private static final double SEGMENT_BIT = 1460 * 8;
    private static final double ACKNOWLEDGED_SEGMENTS = 2;
    private static final double LEAST_TIMEOUT_S = 0.2;

    public Link {
        Require.notNegative("bandwidthBitPerS", bandwidthBitPerS);
        Require.positive("rttS", rttS);
        Require.ratio("lossRatio", lossRatio);
    }

    public double throughputBitPerS() {
        if (lossRatio == 0) {
            return bandwidthBitPerS;
        }
        if (lossRatio >= 1) {
            return 0;
        }
        double b = ACKNOWLEDGED_SEGMENTS;
        double p = lossRatio;
        double recovery = rttS * Math.sqrt(2 * b * p / 3);
        double timeouts = (rttS + LEAST_TIMEOUT_S) * Math.min(1, 3 * Math.sqrt(3 * b * p / 8)) * p * (1 + 32 * p * p);
        return Math.min(bandwidthBitPerS, SEGMENT_BIT / (recovery + timeouts));
    }
}
