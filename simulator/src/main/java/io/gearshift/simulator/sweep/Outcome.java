package io.gearshift.simulator.sweep;

import io.gearshift.simulator.closedloop.Figures;
import java.util.List;

/**
 * Runs of one variation on all traces, taken together.
 *
 * @param energyJ of answers, of making gears ready and of the radio
 * @param missRatio share of all requests answered late or not at all
 * @param effectiveAccuracy mean over all requests, where a late or missing answer counts nothing
 * @param costJ energy and wrong answers at their price together, what the oracle minimises
 */
public record Outcome(
        double energyJ,
        double missRatio,
        double effectiveAccuracy,
        double swapsPerHour,
        double throttledSeconds,
        double costJ) {

    static Outcome of(List<Figures> runs, double errorJ) {
        double requests = Math.max(1, runs.stream().mapToLong(Figures::requests).sum());
        double seconds = runs.stream().mapToDouble(Figures::seconds).sum();
        double energyJ = runs.stream().mapToDouble(Figures::energyJ).sum();
        double missed =
                runs.stream().mapToDouble(f -> f.missRatio() * f.requests()).sum();
        double right = runs.stream()
                .mapToDouble(f -> f.effectiveAccuracy() * f.requests())
                .sum();
        double wrong =
                runs.stream().mapToDouble(f -> f.errorRatio() * f.requests()).sum();
        return new Outcome(
                energyJ,
                missed / requests,
                right / requests,
                runs.stream().mapToInt(Figures::swaps).sum() / seconds * 3600,
                runs.stream().mapToDouble(Figures::throttledSeconds).sum(),
                energyJ + errorJ * wrong);
    }

    /** What is to be small, for a comparison in all of them at once. */
    double[] aims() {
        return new double[] {energyJ, missRatio, 1 - effectiveAccuracy};
    }
}
