package io.gearshift.policies.situation;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Precision;
import java.util.List;
import java.util.Map;

/** The model of a document that names none: a full one, a light one, and the cloud. */
final class DefaultModel {

    static final String NAME = "model";

    private static final double MIB = 1024.0 * 1024;

    private DefaultModel() {}

    static List<GivenGear> gears() {
        return List.of(
                gear("full", Precision.FP32, Location.LOCAL, 0.95, 10, 30, 100),
                gear("int8", Precision.INT8, Location.LOCAL, 0.92, 5, 12, 30),
                gear("cloud", Precision.FP32, Location.CLOUD, 0.95, 28, 40, 0));
    }

    private static GivenGear gear(
            String variant,
            Precision precision,
            Location location,
            double accuracy,
            double latencyMs,
            double energyMj,
            double memoryMib) {
        boolean isLocal = location == Location.LOCAL;
        Profile profile =
                new Profile(true, isLocal ? 100 : 0, latencyMs, 1.15 * latencyMs, memoryMib * MIB, energyMj, false);
        GearSpec spec = new GearSpec(
                variant + (isLocal ? "@cpu:1" : "@remote:0"),
                variant,
                precision,
                location,
                isLocal ? "cpu" : "remote",
                isLocal ? 1 : 0,
                accuracy,
                isLocal ? "" : Given.ENDPOINT,
                profile);
        return new GivenGear(spec, Map.of(), null, null);
    }
}
