package io.gearshift.policies.build;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.policies.language.RuleText;
import io.gearshift.policies.rules.CompiledPack;
import java.util.Arrays;
import java.util.List;

/** Builds rules without the checks that come before the compiler, to try what a rule could do that slipped through. */
public final class TestingBuilds {

    private TestingBuilds() {}

    public static CompiledPack unchecked(String rules) {
        System.setProperty("drools.externaliseCanonicalModelLambda", "true");
        Drools.Result result = Drools.compile(List.of(rules));
        if (!result.messages().isEmpty()) {
            throw new IllegalArgumentException(result.messages().toString());
        }
        return new CompiledPack(
                new PolicyId("unchecked", "1", "00"),
                Objective.BALANCED,
                List.of(),
                RuleText.of(rules).rules().stream()
                        .map(rule -> new RuleInfo(rule.name(), "rules.drl", rule.line(), reads(rules, rule)))
                        .toList(),
                List.of(),
                result.modelClass(),
                result.classes());
    }

    /** Enough for tests: every word of the rule, as if it were a field of the device. */
    private static List<String> reads(String rules, RuleText.Rule rule) {
        return Arrays.stream(rules.substring(rule.start(), rule.end()).split("\\W+"))
                .map(word -> "Device." + word)
                .toList();
    }
}
