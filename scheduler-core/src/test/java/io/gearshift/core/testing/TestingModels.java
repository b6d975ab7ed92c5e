package io.gearshift.core.testing;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Precision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Models with round figures. */
public final class TestingModels {

    public static final double MB = 1e6;

    public static final GearSpec FULL = local("full", Precision.FP32, 0.94, 10, 100, 90 * MB);
    public static final GearSpec SMALL = local("small", Precision.INT8, 0.92, 5, 40, 25 * MB);
    public static final GearSpec TINY = local("tiny", Precision.INT8, 0.85, 2, 10, 5 * MB);
    public static final GearSpec CLOUD = new GearSpec(
            "cloud@remote:0",
            "cloud",
            Precision.FP32,
            Location.CLOUD,
            "remote",
            0,
            0.97,
            "box",
            new Profile(true, 0, 4, 6, 0, 1, true));

    private TestingModels() {}

    public static GearSpec local(
            String variant, Precision precision, double accuracy, double p50Ms, double energyMj, double memoryBytes) {
        Profile profile = new Profile(true, 200, p50Ms, p50Ms * 1.1, memoryBytes, energyMj, true);
        return new GearSpec(variant + "@cpu:1", variant, precision, Location.LOCAL, "cpu", 1, accuracy, "", profile);
    }

    /** No objective, no floor. */
    public static ModelSpec model(String name, GearSpec... gears) {
        return model(name, null, null, gears);
    }

    public static ModelSpec model(
            String name, @Nullable Double latencyObjectiveMs, @Nullable Double minAccuracy, GearSpec... gears) {
        return new ModelSpec(name, "testing", 50, latencyObjectiveMs, minAccuracy, List.of(gears));
    }
}
