package io.gearshift.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * What the person is doing, told by an application over {@code PUT /v1/scene}.
 *
 * @param name free name, e.g. {@code camera}; rules may match it
 * @param attention whether a person waits
 * @param latencyObjectiveMs overrides every model's own objective; null leaves them
 * @param minAccuracy overrides every model's own floor, 0..1; null leaves them
 * @param isPrivate nothing may leave the device
 */
public record Scene(
        String name,
        Attention attention,
        @Quantity(unit = "ms", min = 0) @Nullable Double latencyObjectiveMs,

        @Quantity(unit = "ratio", min = 0, max = 1) @Nullable
        Double minAccuracy,

        boolean isPrivate) {

    public Scene {
        if (latencyObjectiveMs != null && !(latencyObjectiveMs > 0)) {
            throw new IllegalArgumentException("latencyObjectiveMs: " + latencyObjectiveMs + " (expected: > 0)");
        }
        if (minAccuracy != null && !(minAccuracy >= 0 && minAccuracy <= 1)) {
            throw new IllegalArgumentException("minAccuracy: " + minAccuracy + " (expected: 0..1)");
        }
    }

    public static Scene initial() {
        return new Scene("default", Attention.INTERACTIVE, null, null, false);
    }
}
