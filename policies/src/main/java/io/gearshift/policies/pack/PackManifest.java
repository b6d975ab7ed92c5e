package io.gearshift.policies.pack;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Relaxation;
import java.util.List;

/**
 * What {@code pack.yaml} says.
 *
 * @param name letters, digits, {@code -} and {@code _}; metrics and decisions name it
 * @param objective where no rule sets another
 * @param relaxation constraints in the order they are given up; each at most once
 */
public record PackManifest(
        String name, String version, String description, Objective objective, List<Relaxation> relaxation) {
    public PackManifest {
        relaxation = List.copyOf(relaxation);
    }
}
