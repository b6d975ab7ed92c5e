package io.gearshift.simulator.diff;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What only one of two policies said of a model, from the verdicts of one moment. */
final class Voices {

    /** A verdict without the gear it is about, so that a rule that forbids three gears is heard once. */
    private record Voice(String rule, String verb, String tail, String reason) {}

    private final Moment moment;
    private final Map<Voice, TreeSet<String>> gears = new LinkedHashMap<>();

    private Voices(Moment moment) {
        this.moment = moment;
        moment.verdicts().forEach(this::hear);
    }

    /**
     * @param gearA what the first wants
     * @param gearB what the second wants
     */
    static Why why(Moment a, String gearA, Moment b, String gearB) {
        Voices ofA = new Voices(a);
        Voices ofB = new Voices(b);
        return new Why(
                a.summary(),
                b.summary(),
                ofA.without(ofB),
                ofB.without(ofA),
                Rival.standing(gearB, a),
                Rival.standing(gearA, b));
    }

    private void hear(Verdict verdict) {
        if (verdict instanceof Verdict.Forbid v) {
            hear(v.model(), v.gear(), new Voice(v.rule(), "forbids", "", v.reason()));
        } else if (verdict instanceof Verdict.Prefer v) {
            String weight = String.format(Locale.ROOT, " %+.2f", v.weight());
            hear(v.model(), v.gear(), new Voice(v.rule(), "prefers", weight, v.reason()));
        } else if (verdict instanceof Verdict.Pin v) {
            hear(v.model(), v.gear(), new Voice(v.rule(), "pins", "", v.reason()));
        } else if (verdict instanceof Verdict.Aim v) {
            String of = v.model().isEmpty() ? moment.model() : v.model();
            hear(of, v.objective().name(), new Voice(v.rule(), "sets the objective", "", v.reason()));
        } else if (verdict instanceof Verdict.Limit v) {
            String amount = String.format(Locale.ROOT, "%s to %.6g", v.budget(), v.amount());
            hear(moment.model(), amount, new Voice(v.rule(), "limits", "", v.reason()));
        }
    }

    private void hear(String of, String gear, Voice voice) {
        if (of.equals(moment.model())) {
            gears.computeIfAbsent(voice, v -> new TreeSet<>()).add(gear);
        }
    }

    private List<Said> without(Voices other) {
        List<Said> only = new ArrayList<>();
        gears.forEach((voice, named) -> {
            TreeSet<String> rest = new TreeSet<>(named);
            rest.removeAll(other.gears.getOrDefault(voice, new TreeSet<>()));
            if (!rest.isEmpty()) {
                String what = voice.verb + " " + String.join(", ", rest) + voice.tail;
                only.add(new Said(voice.rule, where(voice), what, voice.reason, evidence(voice)));
            }
        });
        only.sort(Comparator.comparing(Said::rule).thenComparing(Said::what));
        return only;
    }

    private String where(Voice voice) {
        for (RuleInfo rule : moment.rules()) {
            if (rule.name().equals(voice.rule)) {
                return rule.file() + ":" + rule.line();
            }
        }
        return "";
    }

    /** Shown once, in the decision; a value of one candidate among several would be no evidence for all of them. */
    private List<String> evidence(Voice voice) {
        Decision decision = moment.decision();
        if (decision == null) {
            return List.of();
        }
        Stream<Reason> reasons = Stream.concat(
                decision.reasons().stream(),
                decision.considered().stream()
                        .flatMap(c -> Stream.concat(c.rejectedBy().stream(), c.preferences().stream())));
        List<List<String>> seen = reasons.filter(reason -> reason.name().equals(voice.rule))
                .map(Reason::evidence)
                .toList();
        return seen.isEmpty()
                ? List.of()
                : seen.get(0).stream()
                        .filter(line -> !line.equals("model = " + moment.model()))
                        .filter(line -> seen.stream().allMatch(lines -> lines.contains(line)))
                        .toList();
    }
}
