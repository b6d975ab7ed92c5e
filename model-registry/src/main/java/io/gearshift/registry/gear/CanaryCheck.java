package io.gearshift.registry.gear;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.RunOutput;
import java.util.List;
import java.util.Optional;

/** The test that a variant passes before it may serve, for models that are not served yet. Not thread-safe. */
public final class CanaryCheck {

    private final Canary canary;

    public CanaryCheck(Manifest manifest) {
        canary = new Canary(manifest);
    }

    /** What is tested: a session, or whatever else answers. */
    public interface Candidate {

        /** All outputs of the model. */
        RunOutput run(List<Tensor> inputs) throws OnnxException;
    }

    /**
     * Tests the reference variant and keeps its answers for the others.
     *
     * @return why the daemon would not serve it; empty when it would
     */
    public Optional<String> learn(Candidate reference) {
        try {
            canary.learn(reference::run);
            return Optional.empty();
        } catch (SwapFailure e) {
            return Optional.of(e.problem());
        }
    }

    /** Why the daemon would not serve the candidate; empty when it would. */
    public Optional<String> problem(Candidate candidate) {
        try {
            canary.check(candidate::run);
            return Optional.empty();
        } catch (SwapFailure e) {
            return Optional.of(e.problem());
        }
    }

    /** As {@link #problem(Candidate)}, beside the manifest's reference variant. */
    public static Optional<String> problem(Manifest manifest, OnnxSession reference, OnnxSession candidate) {
        CanaryCheck check = new CanaryCheck(manifest);
        return check.learn(inputs -> reference.run(inputs, List.of()))
                .or(() -> check.problem(inputs -> candidate.run(inputs, List.of())));
    }
}
