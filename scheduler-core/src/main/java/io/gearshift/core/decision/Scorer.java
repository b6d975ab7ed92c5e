package io.gearshift.core.decision;

import io.gearshift.core.policy.Objective;
import java.util.List;

/**
 * How good each option of one model is, 0..1 plus preferences; higher is better.
 *
 * <p>Energy and latency count relative to the model's best option (half as good for twice the cost), over all options so
 * that a score does not jump when a rule forbids another option. Accuracy counts by the points lost against the model's best
 * variant, half as much for each {@link #ACCURACY_HALF}; it never ends at nothing, so that of two poor gears the better one
 * is still told. An option that misses the latency objective loses the logarithm of how many times too slow it
 * is, so that one of the least late is taken when the objective had to be given up, however far it is missed.
 */
final class Scorer {

    /**
     * A point and a half: three points, about what an int8 or pruned build may lose before people notice (MLPerf Mobile
     * allows 1 to 7 %), are then worth a quarter.
     */
    static final double ACCURACY_HALF = 0.015;

    /** Score lost by an option e times slower than the objective: as much as all else together can give. */
    private static final double LATE_PENALTY = 1.0;

    /** Loading from disk, warming and checking cost energy and memory traffic: up to this much for one second of it. */
    private static final double COLD_SWITCH_COST = 0.05;

    private static final double RESIDENT_SWITCH_COST = 0.005;

    private final Question question;
    private final double leastEnergyMj;
    private final double leastLatencyMs;

    Scorer(Question question) {
        this.question = question;
        this.leastEnergyMj = least(question.options(), true);
        this.leastLatencyMs = least(question.options(), false);
    }

    private static double least(List<Option> options, boolean isEnergy) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < options.size(); i++) {
            var candidate = options.get(i).candidate();
            least = Math.min(least, isEnergy ? candidate.energyMj() : candidate.latencyMs());
        }
        return least;
    }

    double score(Option option) {
        var candidate = option.candidate();
        double accuracy = StrictMath.pow(2, -candidate.accuracyLoss() / ACCURACY_HALF);
        double energy = candidate.energyMj() <= 0 ? 1 : leastEnergyMj / candidate.energyMj();
        double latency = leastLatencyMs / candidate.latencyMs();
        return weigh(question.objective(), accuracy, energy, latency) + option.preference() - latePenalty(option);
    }

    private static double weigh(Objective objective, double accuracy, double energy, double latency) {
        return switch (objective) {
            case ACCURACY -> 0.90 * accuracy + 0.05 * energy + 0.05 * latency;
            case ENERGY -> 0.10 * accuracy + 0.80 * energy + 0.10 * latency;
            case LATENCY -> 0.10 * accuracy + 0.10 * energy + 0.80 * latency;
            case BALANCED -> 0.50 * accuracy + 0.30 * energy + 0.20 * latency;
        };
    }

    private double latePenalty(Option option) {
        Double bound = question.latencyObjectiveMs();
        return bound == null || option.latencyAtMs() <= bound
                ? 0
                : LATE_PENALTY * StrictMath.log(option.latencyAtMs() / bound);
    }

    /** What a shift to the option costs, in score; 0 for the active one. */
    double switchCost(Option option) {
        if (question.isActive(option)) {
            return 0;
        }
        return option.candidate().isLoaded()
                ? RESIDENT_SWITCH_COST
                : RESIDENT_SWITCH_COST + COLD_SWITCH_COST * Math.min(1, option.loadMs() / 1000);
    }
}
