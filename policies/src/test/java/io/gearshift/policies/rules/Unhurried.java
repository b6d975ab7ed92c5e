package io.gearshift.policies.rules;

import java.time.Duration;

/**
 * Policies whose evaluations may take as long as the machine likes: for tests of what rules say. The limit of time has tests
 * of its own; endless rules are stopped by their firings as ever.
 */
public final class Unhurried {

    private static final long LIMIT_NANOS = Duration.ofHours(1).toNanos();

    private Unhurried() {}

    public static DroolsPolicy of(CompiledPack pack) {
        return DroolsPolicy.of(pack, LIMIT_NANOS);
    }
}
