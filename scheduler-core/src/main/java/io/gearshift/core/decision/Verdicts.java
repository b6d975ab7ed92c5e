package io.gearshift.core.decision;

import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.policy.Budget;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verdicts of one turn, found by gear; reasons show the values the rule saw. Firing order does not matter. */
final class Verdicts {

    private static final Comparator<Verdict> ORDER =
            Comparator.comparing(Verdict::rule).thenComparing(Verdict::reason);

    private final PolicyInput input;
    private final Map<String, RuleInfo> rules;
    private final Map<String, List<Verdict.Forbid>> forbids = new HashMap<>();
    private final Map<String, List<Verdict.Prefer>> prefers = new HashMap<>();
    private final Map<String, Verdict.Pin> pins = new HashMap<>();
    private final Map<String, Verdict.Aim> aims = new HashMap<>();
    private Verdict.@Nullable Limit memory;
    private Verdict.@Nullable Limit power;

    Verdicts(List<Verdict> verdicts, PolicyInput input, Map<String, RuleInfo> rules) {
        this.input = input;
        this.rules = rules;
        List<Verdict> sorted = new ArrayList<>(verdicts);
        sorted.sort(ORDER);
        sorted.forEach(this::add);
    }

    private void add(Verdict verdict) {
        if (verdict instanceof Verdict.Forbid v) {
            forbids.computeIfAbsent(key(v.model(), v.gear()), k -> new ArrayList<>(2))
                    .add(v);
        } else if (verdict instanceof Verdict.Prefer v) {
            prefers.computeIfAbsent(key(v.model(), v.gear()), k -> new ArrayList<>(2))
                    .add(v);
        } else if (verdict instanceof Verdict.Pin v) {
            pins.putIfAbsent(v.model(), v);
        } else if (verdict instanceof Verdict.Aim v) {
            aims.merge(v.model(), v, Verdicts::graver);
        } else if (verdict instanceof Verdict.Limit v) {
            if (v.budget() == Budget.MEMORY_BYTES) {
                memory = memory == null || v.amount() < memory.amount() ? v : memory;
            } else if (v.budget() == Budget.POWER_W) {
                power = power == null || v.amount() < power.amount() ? v : power;
            }
        }
    }

    /** Rules that disagree about the objective: saving energy wins, then latency, then balance. */
    private static Verdict.Aim graver(Verdict.Aim a, Verdict.Aim b) {
        return rank(b.objective()) < rank(a.objective()) ? b : a;
    }

    private static int rank(Objective objective) {
        return switch (objective) {
            case ENERGY -> 0;
            case LATENCY -> 1;
            case BALANCED -> 2;
            case ACCURACY -> 3;
        };
    }

    private static String key(String model, String gear) {
        return model + '\n' + gear;
    }

    List<Verdict.Forbid> forbids(Candidate candidate) {
        return forbids.getOrDefault(key(candidate.model(), candidate.gear()), List.of());
    }

    List<Verdict.Prefer> prefers(Candidate candidate) {
        return prefers.getOrDefault(key(candidate.model(), candidate.gear()), List.of());
    }

    Verdict.@Nullable Pin pin(String model) {
        return pins.get(model);
    }

    /** For the model itself, else for all. */
    Verdict.@Nullable Aim aim(String model) {
        Verdict.Aim own = aims.get(model);
        return own != null ? own : aims.get("");
    }

    Verdict.@Nullable Limit memory() {
        return memory;
    }

    Verdict.@Nullable Limit power() {
        return power;
    }

    Reason reason(String kind, Verdict verdict, @Nullable Candidate candidate) {
        RuleInfo rule = rules.get(verdict.rule());
        if (rule == null) {
            return new Reason(kind, verdict.rule(), "", verdict.reason(), List.of());
        }
        List<String> evidence = candidate == null
                ? Facts.evidence(rule.reads(), input.device(), input.scene())
                : Facts.evidence(rule.reads(), input.device(), input.scene(), candidate);
        return new Reason(kind, verdict.rule(), rule.file() + ":" + rule.line(), verdict.reason(), evidence);
    }
}
