package io.gearshift.core.policy;

import java.util.List;

/** A policy that passes everything on to another: for those that watch one, or stand in for part of it. */
public abstract class ForwardingPolicy implements Policy {

    private final Policy policy;

    protected ForwardingPolicy(Policy policy) {
        this.policy = policy;
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
    public List<RuleSource> text() {
        return policy.text();
    }

    @Override
    public PolicyOutcome evaluate(PolicyInput input) {
        return policy.evaluate(input);
    }

    @Override
    public boolean isReadyFor(Device device, Scene scene) {
        return policy.isReadyFor(device, scene);
    }

    @Override
    public void close() {
        policy.close();
    }
}
