package io.gearshift.policies.explain;

import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.Pressure;
import io.gearshift.core.policy.Quantity;
import io.gearshift.policies.explain.Flip.Kind;
import io.gearshift.policies.language.Dictionary;
import io.gearshift.policies.situation.Situation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Device, scene and load: only what some rule reads, itself or in what is derived from it. */
final class Signals extends Levers {

    /** Numbers that a sensor tells; the others follow from these, or are fixed for a device. */
    private static final List<String> SENSED = List.of(
            "temperatureC",
            "trendCPerS",
            "batteryRatio",
            "secondsToEmpty",
            "batteryPowerW",
            "powerW",
            "loadRatio",
            "cpuPressureRatio",
            "frequencyRatio",
            "memoryAvailableRatio",
            "memoryPressureRatio",
            "rttMs");

    /** Times in a band that only run while the device is in it. */
    private static final Map<String, String> SPANS = Map.of("hotForMs", "heat", "busyForMs", "cpu");

    private static final List<String> FLAGS = List.of("isCharging", "isThrottled");

    /** Twice the warmest silicon that still works. */
    private static final double HOTTEST_C = 150;

    /** Fields, with what follows from them, that have a lever or are unknown. */
    private final Set<String> covered = new TreeSet<>();

    private final List<String> unknown = new ArrayList<>();

    Signals(Situation situation, String model, FieldUses uses) {
        super(situation, model, uses);
        SENSED.forEach(this::sensed);
        SPANS.forEach(this::span);
        FLAGS.forEach(this::flag);
        if (uses.isRead("Device.network")) {
            one("Device.network", List.of(Network.OFFLINE, Network.METERED, Network.ONLINE));
        }
        if (uses.isRead("Device.io")) {
            one("Device.io", List.of(Pressure.CALM, Pressure.BUSY, Pressure.SATURATED));
        }
        scene();
        load();
    }

    /** Fields that rules read and that a sensor does not tell now. */
    List<String> unknown() {
        return unknown;
    }

    /** Other fields that rules read and that have no lever, in order. */
    List<String> unsearched() {
        List<String> names = new ArrayList<>();
        for (String field : uses.read()) {
            boolean isSetting = field.equals("Scene.latencyObjectiveMs")
                    || field.equals("Scene.minAccuracy")
                    || field.equals("Model.latencyObjectiveMs")
                    || field.equals("Model.priority");
            boolean isElsewhere = field.startsWith("Candidate.")
                    || field.startsWith("Mode.")
                    || field.equals("Model.name")
                    || field.equals("Model.task");
            if (!isSetting && !isElsewhere && !covered.contains(field)) {
                names.add(field);
            }
        }
        return names;
    }

    private void sensed(String field) {
        if (!isRelevant(field)) {
            return;
        }
        Set<String> follows = Situation.follows(field);
        follows.forEach(name -> covered.add("Device." + name));
        if (!(situation.get("Device." + field) instanceof Double now)) {
            unknown.add("Device." + field);
            return;
        }
        Quantity bounds = Dictionary.quantity(Device.class, field);
        double reach = Math.max(FAR * Math.abs(now), 1);
        for (double number : uses.numbers("Device." + field)) {
            reach = Math.max(reach, Math.abs(number) * 1.01);
        }
        double min = Math.max(bounds == null ? -reach : bounds.min(), -reach);
        double max = Math.min(bounds == null ? reach : bounds.max(), reach);
        boolean isTemperature = field.equals("temperatureC");
        Range range = isTemperature ? new Range(0, HOTTEST_C) : new Range(min, max);
        boolean isSmooth = follows.stream().anyMatch(name -> uses.isEntangled("Device." + name));
        Set<Double> points = new TreeSet<>(uses.numbers("Device." + field));
        points.addAll(new Turns(situation, field, uses).between(range.min(), range.max()));
        String unit = bounds == null ? "" : bounds.unit();
        String name = "Device." + field;
        dial(name, Kind.SIGNAL, unit, now, now, range, points, isSmooth, (s, to) -> s.with(name, to));
    }

    private boolean isRelevant(String field) {
        return Situation.follows(field).stream().anyMatch(name -> uses.isRead("Device." + name));
    }

    private void span(String field, String band) {
        String name = "Device." + field;
        Object in = situation.get("Device." + band);
        boolean isRunning = in instanceof Heat heat
                ? heat.compareTo(Heat.HOT) >= 0
                : in instanceof Pressure pressure && pressure.compareTo(Pressure.BUSY) >= 0;
        if (uses.isRead(name) && isRunning && situation.get(name) instanceof Long now) {
            covered.add(name);
            double most = uses.numbers(name).stream().mapToDouble(n -> n).max().orElse(0) + 1;
            Range range = new Range(0, Math.max(now, most), true);
            boolean isSmooth = uses.isEntangled(name);
            Set<Double> points = uses.numbers(name);
            dial(
                    name,
                    Kind.SIGNAL,
                    "ms",
                    (double) now,
                    now,
                    range,
                    points,
                    isSmooth,
                    (s, to) -> s.with(name, Math.round(to)));
        }
    }

    private void flag(String field) {
        String name = "Device." + field;
        if (uses.isRead(name)) {
            one(name, List.of(true, false));
        }
    }

    private void one(String name, List<?> all) {
        covered.add(name);
        Object now = situation.get(name);
        choice(name, Kind.SIGNAL, now == null ? "" : now, all, (s, to) -> s.with(name, to));
    }

    private void scene() {
        if (uses.isRead("Scene.isPrivate")) {
            one("Scene.isPrivate", List.of(true, false));
        }
        if (uses.isRead("Scene.attention")) {
            one("Scene.attention", Arrays.asList(Attention.values()));
        }
        if (uses.isRead("Scene.name")) {
            Set<String> names = new TreeSet<>(uses.texts("Scene.name"));
            names.add("default");
            one("Scene.name", List.copyOf(names));
        }
    }

    private void load() {
        Model model = subject.model();
        if (uses.isRead("Model.missRatio")) {
            load("missRatio", "ratio", model.missRatio(), 1);
        }
        boolean isBudgeted = situation.settings().powerBudgetW() != null;
        if (uses.isRead("Model.requestsPerS") || isBudgeted) {
            double most = uses.numbers("Model.requestsPerS").stream()
                    .mapToDouble(n -> n * 1.01)
                    .max()
                    .orElse(0);
            load("requestsPerS", "1/s", model.requestsPerS(), Math.max(most, Math.max(10, model.requestsPerS() * FAR)));
        }
    }

    private void load(String field, String unit, double now, double max) {
        String name = "Model." + field;
        covered.add(name);
        boolean isSmooth = uses.isEntangled(name) || field.equals("requestsPerS");
        dial(
                name,
                Kind.SIGNAL,
                unit,
                now,
                now,
                new Range(0, max),
                uses.numbers(name),
                isSmooth,
                (s, to) -> s.withModel(model(), field, to));
    }
}
