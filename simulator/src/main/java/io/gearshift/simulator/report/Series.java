package io.gearshift.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Arrays;

/** One signal over a {@link Timeline}. What was never told is a gap. */
final class Series {

    private final Timeline timeline;
    private final int decimals;
    private final double[] least;
    private final double[] most;
    private final boolean[] isLeastFirst;

    Series(Timeline timeline, int decimals) {
        this.timeline = timeline;
        this.decimals = decimals;
        this.least = new double[timeline.buckets()];
        this.most = new double[timeline.buckets()];
        this.isLeastFirst = new boolean[timeline.buckets()];
        Arrays.fill(least, Double.NaN);
        Arrays.fill(most, Double.NaN);
    }

    /** @param value NaN or infinite for none */
    void put(int turn, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        int bucket = timeline.bucket(turn);
        if (Double.isNaN(least[bucket])) {
            least[bucket] = value;
            most[bucket] = value;
        } else if (value < least[bucket]) {
            least[bucket] = value;
            isLeastFirst[bucket] = false;
        } else if (value > most[bucket]) {
            most[bucket] = value;
            isLeastFirst[bucket] = true;
        }
    }

    boolean isEmpty() {
        return Arrays.stream(least).allMatch(Double::isNaN);
    }

    void points(ArrayNode json) {
        for (int bucket = 0; bucket < least.length; bucket++) {
            boolean isUp = isLeastFirst[bucket];
            add(json, isUp ? least[bucket] : most[bucket]);
            if (!timeline.isEach()) {
                add(json, isUp ? most[bucket] : least[bucket]);
            }
        }
    }

    private void add(ArrayNode json, double value) {
        if (Double.isNaN(value)) {
            json.addNull();
        } else {
            json.add(Rounded.of(value, decimals));
        }
    }
}
