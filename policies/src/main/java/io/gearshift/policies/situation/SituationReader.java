package io.gearshift.policies.situation;

import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Scene;
import io.gearshift.policies.document.Documents;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a situation, strictly. Facts of device and scene may stand under {@code device} and {@code scene}, or directly: a
 * whole situation can be {@code temperatureC: 84}.
 */
public final class SituationReader {

    private static final List<String> DEVICE = Records.names(Device.class);
    private static final List<String> SCENE = Records.names(Scene.class);
    private static final List<String> SETTINGS = Records.names(LoopSettings.class);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** What may stand at the top. */
    public static final List<String> KEYS = keys();

    private SituationReader() {}

    /** What a scene may tell. */
    public static List<String> sceneKeys() {
        return SCENE;
    }

    private static List<String> keys() {
        List<String> keys =
                new ArrayList<>(List.of("at", "device", "scene", "models", "settings", "isCloudReachable", "active"));
        keys.addAll(DEVICE);
        SCENE.stream().filter(name -> !name.equals("name")).forEach(keys::add);
        return List.copyOf(keys);
    }

    /**
     * @param file how problems name the text
     * @return null when there are problems, which are added to {@code problems}
     */
    public static @Nullable Situation read(String file, String text, List<Problem> problems) {
        int before = problems.size();
        Value root = Documents.read(file, text, problems);
        Section section = root == null ? null : root.section("situation", KEYS);
        Given given = section == null ? null : read(List.of(section));
        return given == null || problems.size() > before ? null : given.situation();
    }

    /** A scene, with what the section tells laid over another. */
    public static Scene scene(Scene before, Section section) {
        return record(before, flat(List.of(section), SCENE));
    }

    /** Sections with {@link #KEYS}, later ones over earlier ones. Problems are added where the values belong. */
    public static Given read(List<Section> layers) {
        LoopSettings settings = record(LoopSettings.defaults(), part(layers, "settings", SETTINGS));
        Map<String, Value> device = part(layers, "device", DEVICE);
        Map<String, Value> scene = scene(layers);
        Map<String, Value> top = Layers.merged(layers);
        device.putAll(flat(layers, DEVICE));
        Value at = top.get("at");
        Value reachable = top.get("isCloudReachable");
        List<Value> models = new ArrayList<>();
        layers.forEach(layer -> {
            if (layer.has("models")) {
                models.add(Objects.requireNonNull(layer.get("models")));
            }
        });
        return new Given(
                at == null ? START : instant(at),
                DeviceReader.read(device, settings.assumedTripC()),
                device,
                record(Scene.initial(), scene),
                new ModelsReader(settings.wattsPerCore()).read(models, top.get("active")),
                reachable != null && Boolean.TRUE.equals(reachable.flag("isCloudReachable")),
                settings);
    }

    private static Map<String, Value> part(List<Section> layers, String key, List<String> known) {
        List<Section> sections = new ArrayList<>();
        for (Section layer : layers) {
            Value value = layer.get(key);
            Section section = value == null ? null : value.section(key, known);
            if (section != null) {
                sections.add(section);
            }
        }
        return Layers.merged(sections);
    }

    private static Map<String, Value> flat(List<Section> layers, List<String> known) {
        Map<String, Value> values = Layers.merged(layers);
        values.keySet().retainAll(known);
        return values;
    }

    /** {@code scene: camera} names it and says no more. */
    private static Map<String, Value> scene(List<Section> layers) {
        Map<String, Value> scene = new LinkedHashMap<>();
        for (Section layer : layers) {
            Value value = layer.get("scene");
            if (value != null && value.isScalar()) {
                scene.put("name", value);
            } else if (value != null) {
                scene.putAll(part(List.of(layer), "scene", SCENE));
            }
            Map<String, Value> direct = flat(List.of(layer), SCENE);
            direct.remove("name");
            scene.putAll(direct);
        }
        return scene;
    }

    private static <R extends Record> R record(R defaults, Map<String, Value> told) {
        R result = defaults;
        for (Map.Entry<String, Value> entry : told.entrySet()) {
            Object read = FieldReader.read(Records.component(defaults.getClass(), entry.getKey()), entry.getValue());
            if (read != FieldReader.NONE) {
                result = set(result, entry.getKey(), entry.getValue(), read);
            }
        }
        return result;
    }

    private static <R extends Record> R set(R record, String name, Value value, @Nullable Object read) {
        try {
            return Records.with(record, name, read);
        } catch (IllegalArgumentException e) {
            Throwable cause = e.getCause() != null && e.getCause().getCause() != null
                    ? e.getCause().getCause()
                    : e;
            value.problem("range", String.valueOf(cause.getMessage()), "");
            return record;
        }
    }

    private static Instant instant(Value value) {
        try {
            return Instant.parse(value.raw());
        } catch (DateTimeParseException e) {
            value.problem("type", "at: " + value.shown() + " (expected: a time such as 2026-01-01T08:00:00Z)", "");
            return START;
        }
    }
}
