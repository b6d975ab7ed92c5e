package io.gearshift.policies.explain;

import io.gearshift.core.decision.Subject;
import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.Quantity;
import io.gearshift.policies.explain.Lever.Dial;
import io.gearshift.policies.explain.Lever.Switch;
import io.gearshift.policies.language.Dictionary;
import io.gearshift.policies.situation.Situation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signals that a search may move, with the values at which rules and bands turn. */
final class Levers {

    /** The others follow from these, or are no signal of a sensor. */
    private static final List<String> DEVICE = List.of(
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

    /** Twice the warmest silicon that still works. */
    private static final double HOTTEST_C = 150;

    /** Farther than this from its present value a figure is another device's. */
    private static final double FAR = 20;

    private final Situation situation;
    private final Subject subject;
    private final Set<Double> constants;
    private final List<Lever> levers = new ArrayList<>();

    /** @param constants numbers that the rules compare with */
    Levers(Situation situation, String model, Set<Double> constants) {
        this.situation = situation;
        this.constants = constants;
        this.subject = situation.subjects().stream()
                .filter(s -> s.model().name().equals(model))
                .findFirst()
                .orElseThrow();
    }

    List<Lever> all() {
        DEVICE.forEach(this::device);
        toggle("Device.isCharging", situation.device().isCharging());
        toggle("Device.isThrottled", situation.device().isThrottled());
        choice(
                "Device.network",
                situation.device().network(),
                List.of(Network.OFFLINE, Network.METERED, Network.ONLINE));
        toggle("Scene.isPrivate", situation.scene().isPrivate());
        choice("Scene.attention", situation.scene().attention(), Arrays.asList(Attention.values()));
        scene();
        model();
        subject.contenders().forEach(contender -> candidate(contender.candidate()));
        return levers;
    }

    private void device(String field) {
        Object now = read(situation.device(), field);
        if (!(now instanceof Double value)) {
            return;
        }
        Quantity bounds = Dictionary.quantity(Device.class, field);
        double reach = Math.max(FAR * Math.abs(value), 1);
        double min = Math.max(bounds == null ? -reach : bounds.min(), -reach);
        double max = Math.min(bounds == null ? reach : bounds.max(), reach);
        if (field.equals("temperatureC")) {
            min = 0;
            max = HOTTEST_C;
        }
        List<Double> points = new ArrayList<>(constants);
        Double trip = situation.device().tripC();
        if (field.equals("temperatureC") && trip != null) {
            constants.forEach(headroom -> points.add(trip - headroom));
        }
        String name = "Device." + field;
        levers.add(new Dial(
                name,
                bounds == null ? "" : bounds.unit(),
                value,
                value,
                min,
                max,
                points,
                (s, to) -> s.with(name, to)));
    }

    private void scene() {
        Double objective = situation.scene().latencyObjectiveMs();
        Double inForce = subject.model().latencyObjectiveMs();
        List<Double> latencies = new ArrayList<>(constants);
        List<Double> accuracies = new ArrayList<>(constants);
        subject.contenders().forEach(contender -> {
            Candidate candidate = contender.candidate();
            latencies.addAll(List.of(candidate.latencyMs(), candidate.latencyP95Ms(), candidate.latencyP95Ms() / 0.9));
            accuracies.add(candidate.accuracy());
        });
        double longest =
                latencies.stream().mapToDouble(Double::doubleValue).max().orElse(1) * FAR;
        double from = objective != null ? objective : inForce != null ? inForce : longest;
        levers.add(new Dial(
                "Scene.latencyObjectiveMs",
                "ms",
                objective,
                from,
                1e-3,
                Math.max(from, longest),
                latencies,
                (s, to) -> s.with("Scene.latencyObjectiveMs", to)));
        Double floor = situation.scene().minAccuracy();
        Double ofModel = subject.minAccuracy();
        levers.add(new Dial(
                "Scene.minAccuracy",
                "",
                floor,
                ofModel == null ? 0 : ofModel,
                0,
                1,
                accuracies,
                (s, to) -> s.with("Scene.minAccuracy", to)));
    }

    private void model() {
        Model model = subject.model();
        List<Double> points = List.copyOf(constants);
        levers.add(new Dial(
                "Model.missRatio",
                "ratio",
                model.missRatio(),
                model.missRatio(),
                0,
                1,
                points,
                (s, to) -> s.withModel(model.name(), "missRatio", to)));
        double rate = model.requestsPerS();
        levers.add(new Dial(
                "Model.requestsPerS",
                "1/s",
                rate,
                rate,
                0,
                Math.max(10, rate * FAR),
                points,
                (s, to) -> s.withModel(model.name(), "requestsPerS", to)));
    }

    private void candidate(Candidate candidate) {
        figure(candidate, "latencyMs", candidate.latencyMs(), "ms");
        figure(candidate, "energyMj", candidate.energyMj(), "mJ");
        if (!candidate.isLocal()) {
            levers.add(new Switch(
                    candidate.gear() + " isReachable",
                    candidate.isReachable(),
                    List.of(!candidate.isReachable()),
                    (s, to) -> s.withCandidate(candidate.model(), candidate.gear(), "isReachable", to)));
        }
    }

    private void figure(Candidate candidate, String field, double now, String unit) {
        if (now > 0) {
            levers.add(new Dial(
                    candidate.gear() + " " + field,
                    unit,
                    now,
                    now,
                    now / FAR,
                    now * FAR,
                    List.of(),
                    (s, to) -> s.withCandidate(candidate.model(), candidate.gear(), field, to)));
        }
    }

    private void toggle(String name, boolean now) {
        levers.add(new Switch(name, now, List.of(!now), (s, to) -> s.with(name, to)));
    }

    private void choice(String name, Object now, List<?> all) {
        List<?> others = all.stream().filter(value -> value != now).toList();
        levers.add(new Switch(name, now, others, (s, to) -> s.with(name, to)));
    }

    private static @Nullable Object read(Device device, String field) {
        try {
            return Device.class.getMethod(field).invoke(device);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
