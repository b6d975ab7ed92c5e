package io.gearshift.daemon.shell;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.staging.Slot;
import io.gearshift.policies.trial.Trial;

/** A bundle at hand. Its tests are tried on what will run: its own code when a trusted key signed it, else its text built here. */
record BundleOrigin(PackStore store, Trial trial, Bundle bundle) implements Origin {

    @Override
    public String name() {
        return "bundle " + Slot.of(bundle).shown();
    }

    @Override
    public Proven load() throws PackException {
        Policy policy = store.load(bundle);
        try {
            return new Proven(policy, trial.run(bundle, policy.id().hash(), store.runsAsBuilt(bundle)));
        } catch (PackException | RuntimeException e) {
            policy.close();
            throw e;
        }
    }
}
