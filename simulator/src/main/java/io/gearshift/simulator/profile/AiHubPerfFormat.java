package io.gearshift.simulator.profile;

import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Qualcomm AI Hub: one inference's time and memory for each device, runtime and precision ({@code perf.yaml}). */
final class AiHubPerfFormat implements ProfileFormat {

    private static final double MB = 1e6;

    @Override
    public String name() {
        return "Qualcomm AI Hub measurements (YAML)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("performance_metrics:") && file.has("precisions:");
    }

    /** The document does not name the model: its folder, or its flattened name, does. */
    static String model(ProfileFile file) {
        String last = file.part(0);
        return last.equals("perf") || last.equals("numerics") || last.equals("info") ? file.part(1) : last;
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Tree root = Tree.of(file, out);
        Tree precisions = root == null ? null : root.get("precisions");
        if (precisions == null) {
            out.refuse(1, "no precisions in it");
            return;
        }
        for (String precision : precisions.keys()) {
            Tree components = precisions.at(precision, "components");
            if (components == null) {
                out.refuse(precisions.line(), precision + ": no components");
                continue;
            }
            for (String component : components.keys()) {
                String model = model(file) + (components.keys().size() > 1 ? "/" + component : "");
                devices(
                        components.at(component, "performance_metrics"),
                        ProfileKey.of(model, precision).in(precision),
                        out);
            }
        }
    }

    private static void devices(@Nullable Tree metrics, ProfileKey key, ProfileSink out) {
        if (metrics != null) {
            metrics.each((device, runtimes) -> runtimes.each((runtime, job) ->
                    job(job, key.by(runtime).on(device, Backend.UNTOLD).batched(1), out)));
        }
    }

    private static void job(Tree job, ProfileKey key, ProfileSink out) {
        String where = key.device() + ", " + key.runtime() + ", " + key.precision();
        String status = job.text("job_status");
        if (!status.equals("Passed")) {
            out.refuse(
                    job.line(),
                    where + ": job_status " + (status.isEmpty() ? "is missing" : status) + " (expected: Passed)");
            return;
        }
        Tree time = job.get("inference_time_milliseconds");
        OptionalDouble latency = job.number("inference_time_milliseconds");
        if (latency.isEmpty()) {
            if (time == null || time.text().isEmpty()) {
                out.refuse(
                        job.line(), where + ": inference_time_milliseconds is " + (time == null ? "missing" : "null"));
            }
            return;
        }
        ProfileKey row = key.on(key.device(), backend(job.text("primary_compute_unit")));
        out.add(time == null ? job.line() : time.line(), row, Figure.LATENCY_MS, latency.getAsDouble());
        Tree most = job.at("estimated_peak_memory_range_mb", "max");
        if (most != null) {
            job.number("estimated_peak_memory_range_mb", "max")
                    .ifPresent(mb -> out.add(most.line(), row, Figure.MEMORY_BYTES, mb * MB, "estimated peak"));
        }
    }

    private static Backend backend(String unit) {
        return switch (unit.toUpperCase(Locale.ROOT)) {
            case "CPU" -> Backend.CPU;
            case "GPU" -> Backend.GPU;
            case "NPU", "DSP" -> Backend.NPU;
            default -> Backend.UNTOLD;
        };
    }
}
