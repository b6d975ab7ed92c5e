package io.gearshift.registry.derive.check;

import io.gearshift.core.estimate.Profile;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.profile.Job;
import io.gearshift.registry.profile.Measurement;
import io.gearshift.registry.profile.Profiler;
import io.gearshift.registry.profile.Progress;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a variant costs on this machine, on the CPU with one thread, as {@code models profile} measures it.
 *
 * @param memoryBytes resident, with its session
 * @param energyMj of one inference
 * @param isEnergyMeasured by a sensor; else CPU time times watts per core
 */
public record Cost(double p50Ms, double p95Ms, double memoryBytes, double energyMj, boolean isEnergyMeasured) {

    private static final String PROVIDER = "cpu";

    /** Null when it was cancelled, or cannot be measured. */
    public static @Nullable Cost measure(
            OrtRuntime runtime, double wattsPerCore, Manifest manifest, Variant variant, BooleanSupplier isCancelled) {
        Cost[] cost = new Cost[1];
        Progress progress = new Progress() {
            @Override
            public void onMeasured(Job job, Measurement measured, int done, int total) {
                Profile profile = measured.profile();
                cost[0] = new Cost(
                        profile.latencyP50Ms(),
                        profile.latencyP95Ms(),
                        profile.memoryBytes(),
                        profile.energyMj(),
                        profile.isEnergyMeasured());
            }

            @Override
            public void onFailed(Job job, String problem, int done, int total) {}
        };
        new Profiler(runtime, wattsPerCore, null)
                .run(List.of(new Job(manifest, variant, PROVIDER, 1)), progress, isCancelled);
        return cost[0];
    }

    /** As the manifest states it. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%.3g ms p50, %.3g ms p95, %.1f MB of memory and %.3g mJ (%s) an inference",
                p50Ms,
                p95Ms,
                memoryBytes / 1e6,
                energyMj,
                isEnergyMeasured ? "measured" : "modelled");
    }
}
