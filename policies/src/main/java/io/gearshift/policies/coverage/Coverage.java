package io.gearshift.policies.coverage;

import java.util.List;

/** What the tests of a pack reached. Rules that are replaced or disabled are not there. */
public record Coverage(String pack, int tests, List<RuleCoverage> rules) {

    public Coverage {
        rules = List.copyOf(rules);
    }

    /** Percent of the rules that fired; 100 where there is none. */
    public double rulesPercent() {
        return percent(rules.stream().filter(RuleCoverage::isFired).count(), rules.size());
    }

    /** Percent of the conditions that were seen both true and false. */
    public double conditionsPercent() {
        long both = conditions().stream()
                .filter(c -> c.state() == ConditionCoverage.State.BOTH)
                .count();
        return percent(both, conditions().size());
    }

    public List<ConditionCoverage> conditions() {
        return rules.stream().flatMap(rule -> rule.conditions().stream()).toList();
    }

    private static double percent(long some, long all) {
        return all == 0 ? 100 : 100.0 * some / all;
    }
}
