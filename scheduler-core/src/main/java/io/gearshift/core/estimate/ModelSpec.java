package io.gearshift.core.estimate;

import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Precision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the control loop knows of a registered model: its manifest's figures and the gears that this device can make of
 * it.
 *
 * @param minAccuracy floor, 0..1; null when none
 * @param latencyObjectiveMs at the 95th percentile; null when none
 * @param gears in the order of the manifest, then provider, then threads; never empty
 */
public record ModelSpec(
        String name,
        String task,
        int priority,
        @Nullable Double latencyObjectiveMs,
        @Nullable Double minAccuracy,
        List<GearSpec> gears) {

    public ModelSpec {
        gears = List.copyOf(gears);
        if (gears.isEmpty()) {
            throw new IllegalArgumentException(name + ": no gears (expected: at least one)");
        }
    }

    /**
     * One gear that could be made ready.
     *
     * @param gear {@code variant@provider:threads}
     * @param accuracy 0..1
     * @param endpoint name of the remote endpoint for cloud and split gears, else empty
     * @param profile measured or assumed cost
     */
    public record GearSpec(
            String gear,
            String variant,
            Precision precision,
            Location location,
            String provider,
            int threads,
            double accuracy,
            String endpoint,
            Profile profile) {}
}
