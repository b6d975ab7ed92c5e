package io.gearshift.policies.situation;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gear as a document gives it.
 *
 * @param told facts of the candidate that stand instead of derived ones
 * @param forbiddenAgo when a rule last forbade it; null when never
 * @param quarantined why it may not be tried now; null when it may
 */
record GivenGear(
        GearSpec spec,
        Map<String, Object> told,
        @Nullable Duration forbiddenAgo,
        @Nullable String quarantined) {}
