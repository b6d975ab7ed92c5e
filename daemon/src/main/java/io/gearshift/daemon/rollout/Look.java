package io.gearshift.daemon.rollout;

import io.gearshift.daemon.rollout.PolicySwitch.Pull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A look at the server.
 *
 * @param at null before the first
 * @param goodAt when the server last answered with a trusted bundle, or that nothing changed
 * @param outcome null before the first
 * @param problem empty when it was good
 */
public record Look(
        @Nullable Instant at,
        @Nullable Instant goodAt,
        @Nullable Pull outcome,
        String problem) {

    static final Look NONE = new Look(null, null, null, "");
}
