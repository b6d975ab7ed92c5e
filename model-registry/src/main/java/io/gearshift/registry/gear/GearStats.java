package io.gearshift.registry.gear;

import io.gearshift.core.estimate.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What one gear's traffic cost since the last report, and how long its answers take. A dozen plain additions under one
 * uncontended lock: nothing is allocated, and the figures of a report belong together.
 */
final class GearStats {

    /** Weight of a new answer in the averages: the last ten or so count. */
    private static final double WEIGHT = 0.1;
    /** Mean and mean deviation to a bound that most answers meet, as TCP's retransmission timer does (RFC 6298). */
    private static final double DEVIATIONS = 4;

    /** Of the mean, before anything is known of the scatter: a tail of one and a half. */
    private static final double FIRST_DEVIATION = 0.125;

    private final String model;
    private final String gear;
    private long requests;
    private long errors;
    private long late;
    private double latencySumMs;
    private double latencyMaxMs;
    private double energyMj;
    private long bytesSent;
    private double meanMs;
    private double deviationMs;

    GearStats(String model, String gear) {
        this.model = model;
        this.gear = gear;
    }

    /** @param answerMj NaN when unknown */
    synchronized void answered(double latencyMs, boolean isLate, double answerMj) {
        requests++;
        late += isLate ? 1 : 0;
        latencySumMs += latencyMs;
        latencyMaxMs = Math.max(latencyMaxMs, latencyMs);
        energyMj += answerMj >= 0 ? answerMj : 0;
        learn(latencyMs);
    }

    /** A run that nobody asked for. */
    synchronized void warmedUp(double latencyMs) {
        learn(latencyMs);
    }

    private void learn(double latencyMs) {
        if (meanMs == 0) {
            meanMs = latencyMs;
            deviationMs = latencyMs * FIRST_DEVIATION;
        } else {
            deviationMs += WEIGHT * (Math.abs(latencyMs - meanMs) - deviationMs);
            meanMs += WEIGHT * (latencyMs - meanMs);
        }
    }

    synchronized void failed() {
        errors++;
    }

    synchronized void sent(long bytes) {
        bytesSent += bytes;
    }

    /** What an answer takes at most, nearly always; 0 before the first. */
    synchronized double tailMs() {
        return meanMs + DEVIATIONS * deviationMs;
    }

    synchronized double meanMs() {
        return meanMs;
    }

    /** Null when nothing happened. */
    synchronized @Nullable Observation drain() {
        if (requests == 0 && errors == 0 && bytesSent == 0) {
            return null;
        }
        double mean = requests == 0 ? 0 : latencySumMs / requests;
        Observation seen =
                new Observation(model, gear, requests, errors, late, mean, latencyMaxMs, energyMj, bytesSent);
        requests = 0;
        errors = 0;
        late = 0;
        latencySumMs = 0;
        latencyMaxMs = 0;
        energyMj = 0;
        bytesSent = 0;
        return seen;
    }
}
