package io.gearshift.core.decision;

import io.gearshift.core.decision.Decision.Considered;
import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All options of one model beside each other, as the chooser saw them. */
final class Ranking {

    private final Answer answer;
    private final Verdicts verdicts;
    private final Objections objections;

    Ranking(Answer answer, Verdicts verdicts, Objections objections) {
        this.answer = answer;
        this.verdicts = verdicts;
        this.objections = objections;
    }

    /** The chosen one, then those that could have been, then the others; the best first. */
    List<Considered> considered() {
        List<Option> options = new ArrayList<>(answer.question().options());
        options.sort(Comparator.<Option>comparingInt(o -> o == answer.chosen() ? 0 : o.isAllowed() ? 1 : 2)
                .thenComparingDouble(o -> -answer.score(o))
                .thenComparing(Option::gear));
        List<Considered> considered = new ArrayList<>(options.size());
        for (Option option : options) {
            Candidate c = option.candidate();
            considered.add(new Considered(
                    c.gear(),
                    answer.score(option),
                    c.latencyMs(),
                    c.latencyP95Ms(),
                    c.energyMj(),
                    c.memoryBytes(),
                    c.accuracy(),
                    preferences(c),
                    option == answer.chosen() ? List.of() : objections.all(option)));
        }
        return considered;
    }

    private List<Reason> preferences(Candidate candidate) {
        List<Reason> preferences = new ArrayList<>();
        for (Verdict.Prefer prefer : verdicts.prefers(candidate)) {
            Reason reason = verdicts.reason("prefer", prefer, candidate);
            preferences.add(new Reason(
                    reason.kind(),
                    reason.name(),
                    reason.where(),
                    String.format(Locale.ROOT, "%+.2f: %s", prefer.weight(), reason.text()),
                    reason.evidence()));
        }
        return preferences;
    }

    /** The next best that could have been chosen. */
    @Nullable
    String runnerUp() {
        Option second = null;
        for (Option option : answer.question().options()) {
            boolean isRival = option != answer.chosen() && option.isAllowed();
            if (isRival && (second == null || answer.score(option) > answer.score(second))) {
                second = option;
            }
        }
        return second == null ? null : second.gear();
    }
}
