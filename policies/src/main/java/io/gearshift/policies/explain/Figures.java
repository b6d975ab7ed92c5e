package io.gearshift.policies.explain;

import io.gearshift.core.policy.Candidate;
import io.gearshift.policies.explain.Flip.Kind;
import io.gearshift.policies.situation.GearNames;
import io.gearshift.policies.situation.Situation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What gears cost and whether they can run: nobody turns these at once, so they are searched last. */
final class Figures extends Levers {

    /** More are hardly what is asked for. */
    private static final int MOST_GEARS = 6;

    private int left;

    /**
     * @param now gear that is chosen
     * @param goal gear or variant wanted; null for any
     */
    Figures(Situation situation, String model, FieldUses uses, String now, @Nullable String goal) {
        super(situation, model, uses);
        List<Candidate> asked = subject.contenders().stream()
                .map(contender -> contender.candidate())
                .filter(c -> goal == null || c.gear().equals(now) || GearNames.names(goal, c.gear()))
                .toList();
        asked.stream().limit(MOST_GEARS).forEach(this::figures);
        left = Math.max(0, asked.size() - MOST_GEARS);
    }

    /** Gears whose figures have no lever. */
    int left() {
        return left;
    }

    private void figures(Candidate candidate) {
        figure(candidate, "latencyMs", candidate.latencyMs(), "ms");
        figure(candidate, "energyMj", candidate.energyMj(), "mJ");
        figure(candidate, "memoryBytes", candidate.memoryBytes(), "bytes");
    }

    private void figure(Candidate candidate, String field, double now, String unit) {
        if (now > 0) {
            String name = candidate.gear() + " " + field;
            Range range = new Range(now / FAR, now * FAR);
            dial(
                    name,
                    Kind.GEAR,
                    unit,
                    now,
                    now,
                    range,
                    uses.numbers("Candidate." + field),
                    true,
                    (s, to) -> s.withCandidate(candidate.model(), candidate.gear(), field, to));
        }
    }
}
