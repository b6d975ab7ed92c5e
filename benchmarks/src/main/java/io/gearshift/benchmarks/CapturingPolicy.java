package io.gearshift.benchmarks;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a policy is asked. */
record CapturingPolicy(Policy policy, List<PolicyInput> asked) implements Policy {

    CapturingPolicy(Policy policy) {
        this(policy, new ArrayList<>());
    }

    @Override
    public PolicyId id() {
        return policy.id();
    }

    @Override
    public Objective objective() {
        return policy.objective();
    }

    @Override
    public List<Relaxation> relaxationOrder() {
        return policy.relaxationOrder();
    }

    @Override
    public List<RuleInfo> rules() {
        return policy.rules();
    }

    @Override
    public PolicyOutcome evaluate(PolicyInput input) {
        asked.add(input);
        return policy.evaluate(input);
    }

    @Override
    public void close() {}
}
