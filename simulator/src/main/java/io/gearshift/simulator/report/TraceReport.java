package io.gearshift.simulator.report;

import io.gearshift.simulator.baseline.Judgement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay of one trace came to.
 *
 * @param policy name of the judged run; null for the references alone
 * @param assumptions what the trace does not hold and was taken to be so
 * @param requirements of the policy
 * @param runSeconds that the runs took
 * @param courses of the runs; null when nobody asked for them
 */
public record TraceReport(
        Judgement judgement,
        @Nullable String policy,
        ModelQuality quality,
        List<String> assumptions,
        List<Requirement.Outcome> requirements,
        double runSeconds,
        @Nullable Courses courses) {

    public TraceReport {
        assumptions = List.copyOf(assumptions);
        requirements = List.copyOf(requirements);
    }

    public boolean holds() {
        return requirements.stream().allMatch(Requirement.Outcome::holds);
    }

    /** Of all runs together. */
    public double deviceSeconds() {
        return judgement.runs().stream()
                .mapToDouble(run -> run.figures().seconds())
                .sum();
    }
}
