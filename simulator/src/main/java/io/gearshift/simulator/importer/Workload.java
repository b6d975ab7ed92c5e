package io.gearshift.simulator.importer;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.Scene;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the device is taken to have served while the log was written: a log of a device alone knows neither models nor
 * requests.
 *
 * @param source where that comes from, for people
 * @param models in name order
 * @param requestsPerS of each model, steady
 */
public record Workload(
        String source, List<ModelSpec> models, Map<String, Double> requestsPerS, LoopSettings settings, Scene scene) {

    public Workload {
        models = List.copyOf(models);
        requestsPerS = new TreeMap<>(requestsPerS);
    }

    /** For example {@code model 5/s due within 12 ms, other 1/s with no objective}. */
    public String requests() {
        StringBuilder text = new StringBuilder();
        requestsPerS.forEach((model, rate) -> text.append(text.length() == 0 ? "" : ", ")
                .append(model)
                .append(' ')
                .append(number(rate))
                .append("/s ")
                .append(due(model)));
        return text.toString();
    }

    private String due(String name) {
        return models.stream()
                .filter(model -> model.name().equals(name))
                .map(ModelSpec::latencyObjectiveMs)
                .filter(Objects::nonNull)
                .map(ms -> "due within " + number(ms) + " ms")
                .findFirst()
                .orElse(scene.latencyObjectiveMs() == null ? "with no objective" : "due as the scene says");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf(Math.round(value)) : String.valueOf(value);
    }
}
