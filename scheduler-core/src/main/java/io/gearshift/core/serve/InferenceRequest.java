package io.gearshift.core.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question to one model by its stable name.
 *
 * @param id the client's own id, echoed; empty when it gave none
 * @param outputs names wanted, in order; empty means all
 * @param latencyObjectiveMs the caller's own objective; null leaves the model's
 * @param minAccuracy answer from a resident gear at least this accurate if there is one; null leaves it to the policy
 * @param isPrivate never leaves the device
 */
public record InferenceRequest(
        String model,
        String id,
        List<Tensor> inputs,
        List<String> outputs,
        @Nullable Double latencyObjectiveMs,
        @Nullable Double minAccuracy,
        boolean isPrivate) {

    public InferenceRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
