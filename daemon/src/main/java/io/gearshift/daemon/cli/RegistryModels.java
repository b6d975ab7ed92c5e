package io.gearshift.daemon.cli;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.catalog.Gears;
import io.gearshift.registry.catalog.Scan;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.profile.DeviceFingerprint;
import io.gearshift.registry.profile.ProfileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The models in a registry's folder with what their gears cost on this device, where that was measured, and what the
 * daemon assumes before it has measured them, where it was not. Models that cannot be used are left out, as the daemon does.
 *
 * @param origin of the costs, for people
 */
record RegistryModels(List<ModelSpec> specs, String origin) {

    /** Of gears on the CPU, as the configuration has it by default. */
    private static final List<Integer> THREADS = List.of(1, 2);

    /**
     * @param stateDir holds the measured costs
     * @throws CliException when no model is left
     */
    static RegistryModels of(Path folder, double wattsPerCore, Path stateDir) {
        try (OrtRuntime runtime = OrtRuntime.open(null)) {
            Scan scan = new Catalog(folder, runtime).scan();
            if (scan.models().isEmpty()) {
                throw CliException.wrongUse(
                        folder + ": neither a recording nor a folder with usable models"
                                + scan.problems().stream()
                                        .map(problem -> "\n" + problem)
                                        .collect(Collectors.joining()),
                        "give a folder with manifest.json, or one with model.yaml in its folders");
            }
            ProfileStore costs = ProfileStore.open(stateDir, DeviceFingerprint.of(runtime.version()));
            List<ModelSpec> specs = scan.models().values().stream()
                    .map(manifest -> Gears.spec(
                            manifest,
                            runtime.providers(),
                            THREADS,
                            (variant, gear) -> costs.profile(variant, gear, wattsPerCore)))
                    .toList();
            String without = scan.problems().isEmpty()
                    ? ""
                    : "; some of it cannot be used and was left out (gearshift models verify says why)";
            return new RegistryModels(specs, origin(specs) + without);
        }
    }

    private static String origin(List<ModelSpec> specs) {
        List<GearSpec> local = specs.stream()
                .flatMap(spec -> spec.gears().stream())
                .filter(gear -> gear.endpoint().isEmpty())
                .toList();
        long measured =
                local.stream().filter(gear -> gear.profile().isMeasured()).count();
        return measured == local.size()
                ? "costs as measured on this device"
                : "costs of " + (local.size() - measured) + " of " + local.size()
                        + " local gears assumed from their size (gearshift models profile measures them)";
    }
}
