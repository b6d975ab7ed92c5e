package io.gearshift.policies.explain;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Verdict;
import io.gearshift.policies.explain.Explanation.Fired;
import io.gearshift.policies.explain.Explanation.Missed;
import io.gearshift.policies.meaning.Condition;
import io.gearshift.policies.meaning.InterpretedPolicy;
import io.gearshift.policies.meaning.Meaning;
import io.gearshift.policies.meaning.Sample;
import io.gearshift.policies.meaning.Seen;
import io.gearshift.policies.meaning.Sight;
import io.gearshift.policies.situation.Judgement;
import io.gearshift.policies.situation.Situation;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains decisions of one policy. One thread at a time, as the policy. */
public final class Explainer {

    private final Policy policy;
    private final Meaning meaning;
    private final Map<String, RuleInfo> rules;
    private final Policy interpreted;
    private final FieldUses uses;

    /** @param text the same rules, in the order of the pack */
    public Explainer(Policy policy, List<RuleFile> text) {
        this.policy = policy;
        this.meaning = new Meaning(text);
        this.interpreted = InterpretedPolicy.of(policy, text);
        this.uses = new FieldUses(text);
        this.rules = policy.rules().stream()
                .collect(Collectors.toMap(RuleInfo::name, Function.identity(), (first, same) -> first));
    }

    /** By the text that the policy itself carries. */
    public static Explainer of(Policy policy) {
        return new Explainer(
                policy,
                policy.text().stream()
                        .map(rules -> new RuleFile(rules.file(), rules.text()))
                        .toList());
    }

    /**
     * @param goal gear or variant that is not chosen; null for any other
     * @throws IllegalArgumentException when the situation has no such model
     */
    public Explanation explain(Situation situation, String model, @Nullable String goal) {
        Judgement judgement = situation.decide(policy);
        Decision decision = judgement.decisions().stream()
                .filter(d -> d.model().equals(model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model " + model));
        List<Seen> seen = meaning.of(judgement.input());
        return new Explanation(
                decision, goal, fired(judgement, seen, model), missed(judgement, seen), flips(situation, model, goal));
    }

    /**
     * The smallest changes that flip the decision.
     *
     * @throws IllegalArgumentException when the situation has no such model
     */
    public Flips.Found flips(Situation situation, String model, @Nullable String goal) {
        return new FlipSearch(situation, interpreted, model, goal, uses).found();
    }

    private List<Fired> fired(Judgement judgement, List<Seen> seen, String model) {
        List<Fired> fired = new ArrayList<>();
        for (String rule : judgement.outcome().firedRules()) {
            List<Verdict> verdicts = judgement.outcome().verdicts().stream()
                    .filter(verdict -> verdict.rule().equals(rule) && isAbout(verdict, model))
                    .toList();
            fired.add(new Fired(rule, where(rule), verdicts, values(rule, seen)));
        }
        return fired;
    }

    private static boolean isAbout(Verdict verdict, String model) {
        if (verdict instanceof Verdict.Forbid v) {
            return v.model().equals(model);
        } else if (verdict instanceof Verdict.Prefer v) {
            return v.model().equals(model);
        } else if (verdict instanceof Verdict.Pin v) {
            return v.model().equals(model);
        }
        return !(verdict instanceof Verdict.Aim v)
                || v.model().isEmpty()
                || v.model().equals(model);
    }

    private String where(String rule) {
        RuleInfo info = rules.get(rule);
        return info == null ? "" : info.file() + ":" + info.line();
    }

    /** Of the device and the scene, of which there is one. */
    private static List<String> values(String rule, List<Seen> seen) {
        Set<String> values = new LinkedHashSet<>();
        seen.stream()
                .filter(s -> s.rule().equals(rule))
                .flatMap(s -> s.sights().stream())
                .forEach(sight -> {
                    for (Sample sample : sight.whenTrue()) {
                        if (sample.owner().isEmpty()) {
                            values.addAll(sample.shown());
                        }
                    }
                });
        return List.copyOf(values);
    }

    private List<Missed> missed(Judgement judgement, List<Seen> seen) {
        List<Missed> missed = new ArrayList<>();
        for (Seen rule : seen) {
            Sight blocker = judgement.outcome().firedRules().contains(rule.rule()) ? null : blocker(rule);
            if (blocker != null) {
                Condition condition = blocker.condition();
                missed.add(new Missed(rule.rule(), condition.where(), blocker, blocker.nearestMiss()));
            }
        }
        missed.sort(Comparator.comparingDouble(Missed::gap));
        return missed;
    }

    /** The condition farthest on that was judged and never true: what came before it was. */
    private static @Nullable Sight blocker(Seen rule) {
        Sight blocker = null;
        for (Sight sight : rule.sights()) {
            boolean isNever = sight.isReached()
                    && sight.trueCount() == 0
                    && sight.condition().isRequired();
            boolean isInside = blocker != null
                    && sight.condition().parent() == blocker.condition().id();
            boolean isWhole = sight.condition().kind() == Condition.Kind.LEAF;
            if (isNever && (blocker == null || isInside || isWhole)) {
                blocker = sight;
            }
        }
        return blocker;
    }
}
