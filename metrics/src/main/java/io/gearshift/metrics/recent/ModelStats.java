package io.gearshift.metrics.recent;

import org.jspecify.annotations.Nullable;

/**
 * Recent traffic of one model, over the last 20 to 30 seconds.
 *
 * @param requestsPerS answers per second
 * @param latencyP50Ms null when there was no answer
 * @param latencyP95Ms null when there was no answer
 */
public record ModelStats(
        double requestsPerS,
        @Nullable Double latencyP50Ms,
        @Nullable Double latencyP95Ms) {

    /** No traffic. */
    public static final ModelStats NONE = new ModelStats(0, null, null);
}
