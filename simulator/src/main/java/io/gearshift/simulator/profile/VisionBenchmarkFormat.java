package io.gearshift.simulator.profile;

import java.util.Locale;

/** One detector under several runtimes and precisions of one board: {@code system}, {@code config}, {@code benchmarks[]} (JSON). */
final class VisionBenchmarkFormat implements ProfileFormat {

    @Override
    public String name() {
        return "runtimes of a board (JSON)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("\"benchmarks\"") && file.has("\"gpu_latency_ms\"");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Tree root = Tree.of(file, out);
        Tree benchmarks = root == null ? null : root.get("benchmarks");
        if (root == null || benchmarks == null) {
            out.refuse(1, "no benchmarks in it");
            return;
        }
        String device = root.text("system", "device");
        String model = root.text("config", "model");
        if (device.isEmpty() || model.isEmpty()) {
            out.refuse(1, "system.device or config.model is missing: nobody knows what was measured");
            return;
        }
        out.note(
                "gpu_latency_ms is the mean of repeated runs without copies to and from the GPU; power is the board's");
        for (Tree one : benchmarks.items()) {
            row(root, one, device, model, out);
        }
    }

    private static void row(Tree root, Tree one, String device, String model, ProfileSink out) {
        String precision = one.text("precision").toLowerCase(Locale.ROOT);
        if (one.text("runtime").isEmpty() || precision.isEmpty()) {
            out.refuse(one.line(), "runtime or precision is missing");
            return;
        }
        ProfileKey key = ProfileKey.of(model, precision)
                .on(device, Backend.GPU)
                .by(one.text("runtime"))
                .in(precision)
                .batched((int) root.number("config", "batch_size").orElse(0))
                .under(root.text("system", "power_mode"));
        figure(one, "gpu_latency_ms", key, Figure.LATENCY_MEAN_MS, out);
        figure(one, "fps", key, Figure.THROUGHPUT_PER_S, out);
        figure(one, "power_w", key, Figure.POWER_W, out);
        if (one.number("fps_std").orElse(0) < 0) {
            Tree at = one.get("fps_std");
            out.refuse(at == null ? one.line() : at.line(), "fps_std is negative: no spread");
        }
    }

    static void figure(Tree tree, String key, ProfileKey row, Figure figure, ProfileSink out) {
        Tree at = tree.get(key);
        if (at != null) {
            tree.number(key).ifPresent(value -> out.add(at.line(), row, figure, value));
        }
    }
}
