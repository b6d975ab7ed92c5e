package io.gearshift.simulator.diff;

import io.gearshift.core.policy.ForwardingPolicy;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import java.util.List;

/** A policy whose last words are kept. Stays the caller's to close. */
final class Listened extends ForwardingPolicy {

    private PolicyOutcome last = PolicyOutcome.of(List.of(), List.of());

    Listened(Policy policy) {
        super(policy);
    }

    PolicyOutcome last() {
        return last;
    }

    @Override
    public PolicyOutcome evaluate(PolicyInput input) {
        last = super.evaluate(input);
        return last;
    }

    @Override
    public void close() {}
}
