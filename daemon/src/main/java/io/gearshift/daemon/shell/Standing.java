package io.gearshift.daemon.shell;

import io.gearshift.core.policy.PolicyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force.
 *
 * @param rules how many
 * @param tests cases of the pack that passed
 * @param isStandIn they were in force before the daemon started, and those that should be cannot be used
 */
record Standing(@Nullable PolicyId policy, String origin, Instant since, int rules, int tests, boolean isStandIn) {

    /** Before the first. */
    static final Standing NONE = new Standing(null, "", Instant.EPOCH, 0, 0, false);
}
