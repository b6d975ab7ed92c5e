package io.gearshift.daemon.cli;

import io.gearshift.core.policy.Policy;
import io.gearshift.simulator.report.ReplayPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Packs of one replay, each under a name of its own: two versions of one pack stand side by side. */
final class NamedPacks {

    /** What runs without a pack are called. */
    private static final Set<String> TAKEN =
            Set.of("oracle", "thresholds", "alert", "alert-style", "static", "recorded");

    private final ReplayPolicies policies;
    private final List<ReplayPlan.Pack> packs = new ArrayList<>();

    NamedPacks(ReplayPolicies policies) {
        this.policies = policies;
    }

    List<ReplayPlan.Pack> all() {
        return packs;
    }

    /** @return its name: the pack's own, else with its version, else with its hash as well */
    String add(String given) {
        Policy policy = policies.load(given);
        String hash = policy.id().hash();
        List<String> names = List.of(
                policy.id().pack(),
                policy.id().pack() + " " + policy.id().version(),
                policy.id().pack() + " " + policy.id().version() + " "
                        + hash.substring(0, Math.min(12, hash.length())));
        for (String name : names) {
            if (!isTaken(name)) {
                packs.add(new ReplayPlan.Pack(name, policy));
                return name;
            }
        }
        throw CliException.wrongUse(given + ": the same rules are there already", "");
    }

    private boolean isTaken(String name) {
        return TAKEN.contains(name)
                || packs.stream().anyMatch(pack -> pack.name().equals(name));
    }
}
