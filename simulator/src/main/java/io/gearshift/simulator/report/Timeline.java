package io.gearshift.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gearshift.simulator.closedloop.Interval;
import io.gearshift.simulator.closedloop.Scenario;
import java.time.Duration;
import java.util.List;

/**
 * The points of a page's time axis: each turn of the loop, or for long traces two for each bucket of turns, which take the lowest and
 * the highest value in it, so that no peak is lost.
 */
final class Timeline {

    /** A screen is about so wide, two points to a bucket. */
    private static final int MOST_BUCKETS = 600;

    private final List<Interval> intervals;
    private final Scenario scenario;
    private final boolean isEach;
    private final int buckets;

    Timeline(Scenario scenario) {
        this(scenario, MOST_BUCKETS);
    }

    Timeline(Scenario scenario, int mostBuckets) {
        this.scenario = scenario;
        this.intervals = scenario.intervals();
        this.isEach = intervals.size() <= 2 * mostBuckets;
        this.buckets = isEach ? intervals.size() : mostBuckets;
    }

    boolean isEach() {
        return isEach;
    }

    int buckets() {
        return buckets;
    }

    /** @param turn from 0 */
    int bucket(int turn) {
        return isEach ? turn : (int) ((long) turn * buckets / intervals.size());
    }

    /** Seconds from the start to the end of an interval. */
    double seconds(int turn) {
        return Duration.between(scenario.startedAt(), intervals.get(turn).at()).toNanos() / 1e9;
    }

    double length() {
        return seconds(intervals.size() - 1);
    }

    void points(ArrayNode json) {
        for (int bucket = 0; bucket < buckets; bucket++) {
            int first = first(bucket);
            json.add(Rounded.of(seconds(first), 3));
            if (!isEach) {
                json.add(Rounded.of(seconds(Math.max(first + 1, (first + first(bucket + 1)) / 2)), 3));
            }
        }
    }

    private int first(int bucket) {
        return isEach ? bucket : (int) (((long) bucket * intervals.size() + buckets - 1) / buckets);
    }
}
