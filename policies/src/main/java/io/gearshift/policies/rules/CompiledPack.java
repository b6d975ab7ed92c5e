package io.gearshift.policies.rules;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.RuleSource;
import java.util.List;
import java.util.Map;

/**
 * A built pack in memory, verified.
 *
 * @param text the rules as they were compiled
 * @param modelClass full name of the class that holds the rules as a Drools model
 * @param classes its classes by full name
 */
public record CompiledPack(
        PolicyId id,
        Objective objective,
        List<Relaxation> relaxation,
        List<RuleInfo> rules,
        List<RuleSource> text,
        String modelClass,
        Map<String, byte[]> classes) {

    public CompiledPack {
        relaxation = List.copyOf(relaxation);
        rules = List.copyOf(rules);
        text = List.copyOf(text);
        classes = Map.copyOf(classes);
    }
}
