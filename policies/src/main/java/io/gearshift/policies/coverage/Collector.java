package io.gearshift.policies.coverage;

import io.gearshift.core.policy.ForwardingPolicy;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.policies.meaning.Condition;
import io.gearshift.policies.meaning.Meaning;
import io.gearshift.policies.meaning.Seen;
import io.gearshift.policies.meaning.Sight;
import io.gearshift.policies.table.RuleFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A policy that notes, for each evaluation, which rules the engine fired and what each condition saw. One thread. */
public final class Collector extends ForwardingPolicy {

    private final List<RuleFile> files;
    private final Meaning meaning;
    private final Map<String, Set<String>> firedIn = new TreeMap<>();
    private final List<Sight> totals = new ArrayList<>();
    private final List<Set<String>> trueIn = new ArrayList<>();
    private final List<Set<String>> falseIn = new ArrayList<>();
    private final Set<String> tests = new LinkedHashSet<>();
    private String test = "";

    /** @param files the same rules as text, in the order of the pack */
    public Collector(Policy policy, List<RuleFile> files) {
        super(policy);
        this.files = List.copyOf(files);
        this.meaning = new Meaning(files);
        for (Condition condition : meaning.conditions()) {
            totals.add(new Sight(condition));
            trueIn.add(new LinkedHashSet<>());
            falseIn.add(new LinkedHashSet<>());
        }
    }

    /** What follows is evaluated for this test. */
    public boolean begins(String name) {
        test = name;
        tests.add(name);
        return true;
    }

    @Override
    public PolicyOutcome evaluate(PolicyInput input) {
        PolicyOutcome outcome = super.evaluate(input);
        outcome.firedRules()
                .forEach(rule -> firedIn.computeIfAbsent(rule, name -> new LinkedHashSet<>())
                        .add(test));
        for (Seen seen : meaning.of(input)) {
            for (Sight sight : seen.sights()) {
                int id = sight.condition().id();
                totals.get(id).add(sight);
                if (sight.trueCount() > 0) {
                    trueIn.get(id).add(test);
                }
                if (sight.falseCount() > 0) {
                    falseIn.get(id).add(test);
                }
            }
        }
        return outcome;
    }

    /** @param counts files whose rules count, by name */
    public Coverage coverage(Predicate<String> counts) {
        List<RuleCoverage> rules = new ArrayList<>();
        Map<String, RuleInfo> known = new TreeMap<>();
        rules().forEach(rule -> known.put(rule.name(), rule));
        Map<String, List<ConditionCoverage>> conditions = new TreeMap<>();
        for (Sight total : totals) {
            Condition condition = total.condition();
            if (counts(condition)) {
                int id = condition.id();
                conditions
                        .computeIfAbsent(condition.rule(), rule -> new ArrayList<>())
                        .add(ConditionCoverage.of(total, List.copyOf(trueIn.get(id)), List.copyOf(falseIn.get(id))));
            }
        }
        for (RuleInfo rule : rules()) {
            if (counts.test(rule.file())) {
                rules.add(new RuleCoverage(
                        rule.name(),
                        rule.file(),
                        rule.line(),
                        List.copyOf(firedIn.getOrDefault(rule.name(), Set.of())),
                        conditions.getOrDefault(rule.name(), List.of())));
            }
        }
        return new Coverage(id().pack(), tests.size(), rules);
    }

    /**
     * A comparison or flag counts, and so do {@code not} and {@code exists}: their parts may have been seen both ways while
     * they themselves never turned. Of a mode only that it is there counts; that another is there instead is nothing to test
     * for.
     */
    private boolean counts(Condition condition) {
        return switch (condition.kind()) {
            case PATTERN -> isMode(condition);
            case LEAF -> meaning.conditions().stream().noneMatch(p -> isMode(p) && isInside(condition, p));
            case GROUP ->
                condition.isQuantifier()
                        && meaning.conditions().stream()
                                .anyMatch(p ->
                                        p.kind() == Condition.Kind.PATTERN && !isMode(p) && isInside(p, condition));
            case COMPOUND -> false;
        };
    }

    private static boolean isMode(Condition condition) {
        return condition.kind() == Condition.Kind.PATTERN
                && condition.text().matches("(?s)(\\$\\w+\\s*:\\s*)?Mode\\s*\\(.*");
    }

    private boolean isInside(Condition condition, Condition around) {
        for (int id = condition.parent();
                id >= 0;
                id = meaning.conditions().get(id).parent()) {
            if (id == around.id()) {
                return true;
            }
        }
        return false;
    }

    /** As a page; see {@link CoveragePage}. */
    public String page(Coverage coverage) {
        return CoveragePage.of(coverage, files);
    }
}
