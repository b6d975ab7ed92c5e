package io.gearshift.simulator.diff;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import java.util.List;

/** A policy whose last words are kept. Stays the caller's to close. */
final class Listened implements Policy {

    private final Policy policy;
    private PolicyOutcome last = PolicyOutcome.of(List.of(), List.of());

    Listened(Policy policy) {
        this.policy = policy;
    }

    PolicyOutcome last() {
        return last;
    }

    @Override
    public PolicyOutcome evaluate(PolicyInput input) {
        last = policy.evaluate(input);
        return last;
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
    public void close() {}
}
