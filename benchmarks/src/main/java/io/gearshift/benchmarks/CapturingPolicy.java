package io.gearshift.benchmarks;

import io.gearshift.core.policy.ForwardingPolicy;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a policy is asked. */
final class CapturingPolicy extends ForwardingPolicy {

    private final List<PolicyInput> asked = new ArrayList<>();

    CapturingPolicy(Policy policy) {
        super(policy);
    }

    List<PolicyInput> asked() {
        return asked;
    }

    @Override
    public PolicyOutcome evaluate(PolicyInput input) {
        asked.add(input);
        return super.evaluate(input);
    }

    @Override
    public void close() {}
}
