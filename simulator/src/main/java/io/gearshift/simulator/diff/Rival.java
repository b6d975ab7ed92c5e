package io.gearshift.simulator.diff;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.Decision.Considered;
import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.policy.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the gear that one policy takes stands with the other, which does not take it. */
final class Rival {

    private Rival() {}

    /** One sentence; empty when the decision's own sentence says it already. */
    static String standing(String gear, Moment moment) {
        Decision decision = moment.decision();
        if (decision == null) {
            return "";
        }
        return decision.considered().stream()
                .filter(considered -> considered.gear().equals(gear))
                .findFirst()
                .map(considered -> standing(considered, moment))
                .orElse(gear + " is no candidate");
    }

    private static String standing(Considered gear, Moment moment) {
        List<String> against =
                gear.rejectedBy().stream().map(Reason::text).distinct().toList();
        if (!against.isEmpty()) {
            boolean isSaid = against.stream().allMatch(moment.summary()::contains);
            return isSaid ? "" : gear.gear() + " is out: " + String.join("; ", against);
        }
        if (gear.score() == null) {
            return "";
        }
        String score = String.format(Locale.ROOT, "%s scores %.3f", gear.gear(), gear.score());
        return moment.summary().contains(score) ? "" : score + preferences(gear, moment);
    }

    private static String preferences(Considered gear, Moment moment) {
        List<Verdict.Prefer> prefers = moment.verdicts().stream()
                .filter(Verdict.Prefer.class::isInstance)
                .map(Verdict.Prefer.class::cast)
                .filter(prefer ->
                        prefer.model().equals(moment.model()) && prefer.gear().equals(gear.gear()))
                .toList();
        return prefers.isEmpty()
                ? ""
                : prefers.stream()
                        .map(prefer -> String.format(Locale.ROOT, "%+.2f by \"%s\"", prefer.weight(), prefer.rule()))
                        .sorted()
                        .collect(Collectors.joining(", ", ", of it ", ""));
    }
}
