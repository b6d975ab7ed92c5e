package io.gearshift.registry.gear;

import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.onnx.OnnxSession;
import java.util.List;
import java.util.Optional;

/** The test that a variant passes before it may serve, for models that are not served yet. */
public final class CanaryCheck {

    private CanaryCheck() {}

    /**
     * @param reference the manifest's reference variant
     * @return why the daemon would not serve the candidate; empty when it would
     */
    public static Optional<String> problem(Manifest manifest, OnnxSession reference, OnnxSession candidate) {
        Canary canary = new Canary(manifest);
        try {
            canary.learn(inputs -> reference.run(inputs, List.of()));
            canary.check(inputs -> candidate.run(inputs, List.of()));
            return Optional.empty();
        } catch (SwapFailure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
