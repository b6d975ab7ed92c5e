package io.gearshift.daemon.cli;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.policies.pack.PackException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The policies of one run of replay: each loaded once, all closed at its end. */
final class ReplayPolicies implements AutoCloseable {

    private final KeptRules rules;
    private final Map<PolicyId, Policy> loaded = new HashMap<>();

    /** @param state the state folder, which keeps built packs and bundles */
    ReplayPolicies(Path state) {
        this.rules = KeptRules.in(state);
    }

    /** @param pack a built-in name, a folder, a bundle, or a folder at a revision of its repository */
    Policy load(String pack) {
        if (GitPack.isOne(pack)) {
            try (GitPack.Taken taken = GitPack.take(pack)) {
                return load(taken.folder().toString());
            }
        }
        try {
            Policy policy = rules.store().load(pack);
            loaded.put(policy.id(), policy);
            return policy;
        } catch (PackException e) {
            throw ReplayFailures.of(e);
        }
    }

    Optional<Policy> find(PolicyId id) {
        if (loaded.containsKey(id)) {
            return Optional.of(loaded.get(id));
        }
        try {
            Optional<Policy> found = rules.find(id);
            found.ifPresent(policy -> loaded.put(id, policy));
            return found;
        } catch (PackException e) {
            throw ReplayFailures.of(e);
        }
    }

    @Override
    public void close() {
        loaded.values().forEach(Policy::close);
    }
}
