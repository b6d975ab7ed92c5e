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
import org.jspecify.annotations.Nullable;

/** What only one of two policies said of a model, from the verdicts of one moment. */
final class Voices {

    /** A verdict without the gear it is about, so that a rule that forbids three gears is heard once. */
    private record Voice(String rule, String verb, String tail, String reason) {}

    private final String model;
    private final Map<Voice, TreeSet<String>> gears = new LinkedHashMap<>();

    private Voices(String model, List<Verdict> verdicts) {
        this.model = model;
        verdicts.forEach(this::hear);
    }

    static Why why(String model, Side a, Side b) {
        Voices ofA = new Voices(model, a.policy().last().verdicts());
        Voices ofB = new Voices(model, b.policy().last().verdicts());
        return new Why(summary(a.latest(model)), summary(b.latest(model)), ofA.without(ofB, a), ofB.without(ofA, b));
    }

    private static String summary(@Nullable Decision decision) {
        return decision == null ? "nothing decided yet" : decision.summary();
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
            String of = v.model().isEmpty() ? model : v.model();
            hear(of, v.objective().name(), new Voice(v.rule(), "sets the objective", "", v.reason()));
        } else if (verdict instanceof Verdict.Limit v) {
            String amount = String.format(Locale.ROOT, "%s to %.6g", v.budget(), v.amount());
            hear(model, amount, new Voice(v.rule(), "limits", "", v.reason()));
        }
    }

    private void hear(String of, String gear, Voice voice) {
        if (of.equals(model)) {
            gears.computeIfAbsent(voice, v -> new TreeSet<>()).add(gear);
        }
    }

    private List<Said> without(Voices other, Side side) {
        List<Said> only = new ArrayList<>();
        gears.forEach((voice, named) -> {
            TreeSet<String> rest = new TreeSet<>(named);
            rest.removeAll(other.gears.getOrDefault(voice, new TreeSet<>()));
            if (!rest.isEmpty()) {
                String what = voice.verb + " " + String.join(", ", rest) + voice.tail;
                only.add(new Said(voice.rule, where(voice, side), what, voice.reason, evidence(voice, side)));
            }
        });
        only.sort(Comparator.comparing(Said::rule).thenComparing(Said::what));
        return only;
    }

    private static String where(Voice voice, Side side) {
        for (RuleInfo rule : side.policy().rules()) {
            if (rule.name().equals(voice.rule)) {
                return rule.file() + ":" + rule.line();
            }
        }
        return "";
    }

    /** Shown once, in the decision; a value of one candidate among several would be no evidence for all of them. */
    private List<String> evidence(Voice voice, Side side) {
        Decision decision = side.latest(model);
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
                        .filter(line -> !line.equals("model = " + model))
                        .filter(line -> seen.stream().allMatch(lines -> lines.contains(line)))
                        .toList();
    }
}
