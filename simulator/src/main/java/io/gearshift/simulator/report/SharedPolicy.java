package io.gearshift.simulator.report;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.ForwardingPolicy;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Scene;

/** Rules that several runs ask at the same time: one answer after the other, of which none depends on the one before. */
final class SharedPolicy extends ForwardingPolicy {

    SharedPolicy(Policy policy) {
        super(policy);
    }

    @Override
    public synchronized boolean isReadyFor(Device device, Scene scene) {
        return super.isReadyFor(device, scene);
    }

    @Override
    public synchronized PolicyOutcome evaluate(PolicyInput input) {
        return super.evaluate(input);
    }
}
