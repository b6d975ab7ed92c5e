package io.gearshift.core.serve;

import java.util.List;

/**
 * The answer. Output buffers belong to the result until {@link #close}; read or copy them before that.
 *
 * @param gear the gear that answered, {@code variant@provider:threads}
 * @param decision id of the decision that put the gear in force
 * @param latencyMs from the lease to the last output
 * @param isFallback the gear in force could not answer in time and a resident local gear did
 */
public record InferenceResult(
        String model,
        List<Tensor> outputs,
        String gear,
        String variant,
        String provider,
        String decision,
        double latencyMs,
        boolean isFallback,
        Runnable release)
        implements AutoCloseable {

    @Override
    public void close() {
        release.run();
    }
}
