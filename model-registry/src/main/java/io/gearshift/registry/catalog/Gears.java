package io.gearshift.registry.catalog;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.policy.Location;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.ProviderStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The gears that this device can make of a model: variant, then execution provider, then threads; or the cloud. */
public final class Gears {

    private static final String CPU = "cpu";
    private static final String REMOTE = "remote";

    private Gears() {}

    /**
     * @param providers those that do not work are left out
     * @param threads of gears on the CPU; an accelerator gets one thread, which only feeds it
     * @param profiles measured or assumed cost of a variant in a gear
     */
    public static ModelSpec spec(
            Manifest manifest,
            List<ProviderStatus> providers,
            List<Integer> threads,
            BiFunction<Variant, String, Profile> profiles) {
        List<GearSpec> gears = new ArrayList<>();
        for (Variant variant : manifest.variants()) {
            if (!variant.isLocal()) {
                gears.add(gear(variant, REMOTE, 0, profiles));
                continue;
            }
            for (ProviderStatus provider : providers) {
                if (provider.isWorking()) {
                    for (int count : provider.name().equals(CPU) ? threads : List.of(1)) {
                        gears.add(gear(variant, provider.name(), count, profiles));
                    }
                }
            }
        }
        return new ModelSpec(
                manifest.name(),
                manifest.task(),
                manifest.priority(),
                manifest.latencyObjectiveMs(),
                manifest.minAccuracy(),
                gears);
    }

    private static GearSpec gear(
            Variant variant, String provider, int threads, BiFunction<Variant, String, Profile> profiles) {
        String gear = variant.name() + "@" + provider + ":" + threads;
        return new GearSpec(
                gear,
                variant.name(),
                variant.precision(),
                variant.isLocal() ? Location.LOCAL : Location.CLOUD,
                provider,
                threads,
                variant.accuracy(),
                variant.endpoint(),
                profiles.apply(variant, gear));
    }
}
