package io.gearshift.policies.situation;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code models}, or gives the default one. */
final class ModelsReader {

    private static final List<String> KEYS = List.of(
            "task",
            "priority",
            "latencyObjectiveMs",
            "minAccuracy",
            "requestsPerS",
            "missRatio",
            "active",
            "activeFor",
            "pending",
            "pinned",
            "pinnedFor",
            "wanted",
            "gears");

    /** Beyond any dwell. */
    private static final Duration LONG = Duration.ofHours(1);

    private final double wattsPerCore;

    ModelsReader(double wattsPerCore) {
        this.wattsPerCore = wattsPerCore;
    }

    /**
     * @param layers each a map by model name; later ones override single keys of earlier ones
     * @param active of every model, where the document gives it beside the device; null when it does not
     */
    SortedMap<String, GivenModel> read(List<Value> layers, @Nullable Value active) {
        Map<String, List<Section>> byName = new LinkedHashMap<>();
        for (Value layer : layers) {
            Section models = layer.names("models");
            if (models == null) {
                continue;
            }
            if (models.keys().isEmpty()) {
                layer.problem("missing", "models: none is given", "leave models out for the default one");
            }
            models.keys().forEach(name -> {
                Value value = models.get(name);
                Section section = value == null ? null : value.section("model " + name, KEYS);
                byName.computeIfAbsent(name, n -> new ArrayList<>());
                if (section != null) {
                    byName.getOrDefault(name, List.of()).add(section);
                }
            });
        }
        if (byName.isEmpty()) {
            byName.put(DefaultModel.NAME, List.of());
        }
        SortedMap<String, GivenModel> models = new TreeMap<>();
        byName.forEach((name, sections) -> models.put(name, model(name, sections, active)));
        return models;
    }

    private GivenModel model(String name, List<Section> sections, @Nullable Value activeOfAll) {
        Map<String, Value> told = Layers.merged(sections);
        List<GivenGear> gears = gears(name, sections);
        List<GearSpec> specs = gears.stream().map(GivenGear::spec).toList();
        Value priority = told.get("priority");
        Value task = told.get("task");
        Integer rank = priority == null ? (Integer) 50 : priority.whole("priority", 0, 100);
        ModelSpec spec = new ModelSpec(
                name,
                task == null ? "test" : String.valueOf(task.text("task")),
                rank == null ? 50 : rank,
                positive(told.get("latencyObjectiveMs"), "latencyObjectiveMs"),
                number(told.get("minAccuracy"), "minAccuracy"),
                specs);
        Value active = activeOfAll != null ? activeOfAll : told.get("active");
        return new GivenModel(
                spec,
                gears,
                orZero(number(told.get("requestsPerS"), "requestsPerS")),
                orZero(number(told.get("missRatio"), "missRatio")),
                active == null ? specs.get(0).gear() : gear(active, "active", specs),
                duration(told.get("activeFor"), "activeFor", LONG),
                gear(told.get("pending"), "pending", specs),
                gear(told.get("pinned"), "pinned", specs),
                told.containsKey("pinnedFor") ? duration(told.get("pinnedFor"), "pinnedFor", LONG) : null,
                gear(told.get("wanted"), "wanted", specs));
    }

    private List<GivenGear> gears(String model, List<Section> sections) {
        Map<String, List<Section>> byName = new LinkedHashMap<>();
        for (Section section : sections) {
            Value gears = section.get("gears");
            Section names = gears == null ? null : gears.names("gears of " + model);
            if (names != null) {
                names.keys().forEach(name -> {
                    GearNames.check(names.key(name));
                    Value value = names.get(name);
                    Section gear = value == null ? null : value.section("gear " + name, GearReader.KEYS);
                    byName.computeIfAbsent(name, n -> new ArrayList<>());
                    if (gear != null) {
                        byName.getOrDefault(name, List.of()).add(gear);
                    }
                });
            }
        }
        if (byName.isEmpty()) {
            return DefaultModel.gears();
        }
        List<GivenGear> gears = new ArrayList<>();
        byName.forEach((name, told) -> gears.add(GearReader.read(name, Layers.merged(told), wattsPerCore)));
        return gears;
    }

    /** By full name, or by variant: its first gear. Null for none. */
    private static @Nullable String gear(@Nullable Value value, String key, List<GearSpec> gears) {
        if (value == null || value.isNull() || value.raw().equals("none")) {
            return null;
        }
        return GearNames.resolve(value, key, gears);
    }

    private static @Nullable Double number(@Nullable Value value, String key) {
        return value == null || value.isNull() ? null : value.quantity(key);
    }

    private static @Nullable Double positive(@Nullable Value value, String key) {
        Double number = number(value, key);
        if (value != null && number != null && number <= 0) {
            value.problem("range", key + ": " + value.shown() + " (expected: more than 0)", "leave it out for none");
            return null;
        }
        return number;
    }

    private static double orZero(@Nullable Double number) {
        return number == null ? 0 : number;
    }

    private static Duration duration(@Nullable Value value, String key, Duration otherwise) {
        Duration duration = value == null ? null : value.duration(key);
        return duration == null ? otherwise : duration;
    }
}
