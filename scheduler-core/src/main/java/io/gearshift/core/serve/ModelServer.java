package io.gearshift.core.serve;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Answers by the gear in force. Thread-safe. */
public interface ModelServer {

    /**
     * Validates against the signature, leases the active gear, runs it. Local gears run on the calling thread and return
     * a completed stage; a cloud gear completes later. Fails with {@link InferenceException}.
     */
    CompletionStage<InferenceResult> infer(InferenceRequest request);

    /** Empty for an unknown model. */
    Optional<Signature> signature(String model);

    /** Names of all registered models, sorted. */
    List<String> models();

    /** A gear is in force and can answer. */
    boolean isReady(String model);

    /** Inputs and outputs of a model; all its variants share it. */
    record Signature(String model, List<String> variants, List<TensorSpec> inputs, List<TensorSpec> outputs) {}
}
