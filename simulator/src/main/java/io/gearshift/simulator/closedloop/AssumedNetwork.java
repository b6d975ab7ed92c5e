package io.gearshift.simulator.closedloop;

import java.util.Map;
import java.util.TreeMap;

/**
 * The way to the endpoints where a trace is silent, and what goes over it.
 *
 * @param isStated somebody said so: endpoints are then within reach also where a trace tells nothing of any network
 * @param downBitPerS towards the device, &gt;= 0
 * @param upBitPerS away from it, &gt;= 0
 * @param rttS round trip of an empty message, &gt; 0
 * @param lossRatio of packets, 0..1
 * @param traffic of one remote answer, by model
 */
public record AssumedNetwork(
        boolean isStated,
        double downBitPerS,
        double upBitPerS,
        double rttS,
        double lossRatio,
        Map<String, Traffic> traffic) {

    /**
     * What one remote answer moves.
     *
     * @param bytesSent with the request
     * @param bytesReceived with the answer
     */
    public record Traffic(double bytesSent, double bytesReceived) {

        /** A picture of a camera up, scores of classes down. */
        public static final Traffic USUAL = new Traffic(1e5, 1e3);

        public Traffic {
            require(bytesSent >= 0 && bytesSent < 1e12, "bytesSent", bytesSent, "0..1e12");
            require(bytesReceived >= 0 && bytesReceived < 1e12, "bytesReceived", bytesReceived, "0..1e12");
        }
    }

    public AssumedNetwork {
        require(downBitPerS >= 0 && downBitPerS <= 1e11, "downBitPerS", downBitPerS, "0..1e11");
        require(upBitPerS >= 0 && upBitPerS <= 1e11, "upBitPerS", upBitPerS, "0..1e11");
        require(rttS > 0 && rttS <= 60, "rttS", rttS, "more than 0, up to 60");
        require(lossRatio >= 0 && lossRatio <= 1, "lossRatio", lossRatio, "0..1");
        traffic = new TreeMap<>(traffic);
    }

    private static void require(boolean holds, String name, double value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** 10 Mbit/s both ways, 50 ms, without loss. */
    public static AssumedNetwork usual() {
        return new AssumedNetwork(false, 1e7, 1e7, 0.05, 0, Map.of());
    }
}
