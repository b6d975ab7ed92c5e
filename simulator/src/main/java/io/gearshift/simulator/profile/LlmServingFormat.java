package io.gearshift.simulator.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Timed answers of a language model behind a server: {@code text_results[]} and {@code image_results[]} (JSON). */
final class LlmServingFormat implements ProfileFormat {

    @Override
    public String name() {
        return "timed answers of a language model (JSON)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return file.has("\"runtime_label\"") && file.has("\"ttft_ms\"");
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        Tree root = Tree.of(file, out);
        if (root == null || root.text("model").isEmpty()) {
            out.refuse(1, "model is missing: nobody knows what was measured");
            return;
        }
        out.note("the board is not told: the address is the only place these files name");
        for (String kind : List.of("text", "image")) {
            Tree results = root.get(kind + "_results");
            if (results != null) {
                answers(root, kind, results, out);
            }
        }
    }

    /** An answer's time is {@code wall_s}; its tokens are as many as {@code max_tokens} at most. */
    private static void answers(Tree root, String kind, Tree results, ProfileSink out) {
        String label = root.text("runtime_label");
        String runtime = label.replaceFirst("_.*", "");
        String precision = label.replaceFirst(".*_", "");
        ProfileKey key = ProfileKey.of(root.text("model"), precision)
                .on("board of " + root.text("url"), Backend.GPU)
                .by(runtime)
                .in(precision)
                .batched(1)
                .under(kind + " prompt");
        List<Double> wallMs = new ArrayList<>();
        for (Tree one : results.items()) {
            OptionalDouble wall = one.number("wall_s");
            if (wall.isEmpty() || wall.getAsDouble() <= 0) {
                out.refuse(one.line(), "wall_s: " + one.text("wall_s") + " (expected: seconds, more than 0)");
            } else {
                wallMs.add(wall.getAsDouble() * 1000);
            }
        }
        Samples.add(out, results.line(), key, wallMs, wallMs.size() + " answers");
        root.number(kind + "_summary", "tps", "median")
                .ifPresent(tps -> out.note(
                        root.text("model") + ", " + kind + " prompt: " + Math.round(tps) + " tokens a second"));
    }
}
