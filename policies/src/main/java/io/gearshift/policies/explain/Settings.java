package io.gearshift.policies.explain;

import io.gearshift.core.decision.Subject;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Scene;
import io.gearshift.policies.explain.Flip.Kind;
import io.gearshift.policies.situation.Situation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a person sets: the configuration's budgets and margins, a model's objectives and priority, the pack's objective. */
final class Settings extends Levers {

    /** What a not young gear must be faster than the objective by; see the core's own choice. */
    private static final double ENTRY_MARGIN = 0.9;

    private static final double MIB = 1024.0 * 1024;

    Settings(Situation situation, String model, FieldUses uses, Objective objective) {
        super(situation, model, uses);
        latency();
        accuracy();
        memory();
        power();
        margins();
        if (situation.subjects().size() > 1 || uses.isRead("Model.priority")) {
            priority();
        }
        choose(
                "objective",
                Kind.SETTING,
                objective,
                Arrays.asList(Objective.values()),
                (setup, to) -> new Setup(setup.situation(), (Objective) to));
    }

    /** The scene's comes before the model's own: the one in force is moved. */
    private void latency() {
        Double ofScene = situation.scene().latencyObjectiveMs();
        Double now = subject.model().latencyObjectiveMs();
        List<Double> points = new ArrayList<>(uses.numbers("Model.latencyObjectiveMs"));
        points.addAll(uses.numbers("Scene.latencyObjectiveMs"));
        double probability = situation.settings().latencyProbability();
        for (Subject.Contender contender : subject.contenders()) {
            double latencyMs = contender.estimate().latencyAtMs(probability);
            points.addAll(List.of(latencyMs, latencyMs / ENTRY_MARGIN));
        }
        double longest = points.stream().mapToDouble(p -> p).max().orElse(1) * 1.1;
        Range range = new Range(1e-3, Math.max(now == null ? 0 : now, longest));
        String name = ofScene == null ? model() + " latencyObjectiveMs" : "Scene.latencyObjectiveMs";
        dial(
                name,
                Kind.SETTING,
                "ms",
                now,
                now == null ? longest : now,
                range,
                points,
                true,
                (s, to) -> ofScene == null
                        ? s.withModel(model(), "latencyObjectiveMs", to)
                        : s.with("Scene.latencyObjectiveMs", to));
    }

    private void accuracy() {
        Scene scene = situation.scene();
        Double now = subject.minAccuracy();
        List<Double> points = new ArrayList<>(uses.numbers("Scene.minAccuracy"));
        subject.contenders().forEach(c -> points.add(c.candidate().accuracy()));
        boolean isScenes = scene.minAccuracy() != null || uses.isRead("Scene.minAccuracy");
        String name = isScenes ? "Scene.minAccuracy" : model() + " minAccuracy";
        dial(
                name,
                Kind.SETTING,
                "ratio",
                now,
                now == null ? 0 : now,
                new Range(0, 1),
                points,
                false,
                (s, to) -> isScenes ? s.with("Scene.minAccuracy", to) : s.withSubject(model(), "minAccuracy", to));
    }

    private void memory() {
        double inForce = situation.settings().memoryBudgetBytes(situation.device());
        double most = sum(c -> c.candidate().memoryBytes(), true);
        boolean isSet = Double.isFinite(inForce);
        double from = isSet ? inForce : most + MIB;
        Range range = new Range(MIB, Math.max(from, most + MIB));
        dial(
                "budgets.memory",
                Kind.SETTING,
                "bytes",
                isSet ? (Double) inForce : null,
                from,
                range,
                sums(c -> c.candidate().memoryBytes()),
                true,
                (s, to) -> s.with("Settings.memoryBudgetBytes", to));
    }

    private void power() {
        Double now = situation.settings().powerBudgetW();
        double most = 0;
        for (Subject each : situation.subjects()) {
            double rate = each.model().requestsPerS();
            most += each.contenders().stream()
                    .mapToDouble(c -> c.candidate().energyMj() / 1000 * rate)
                    .max()
                    .orElse(0);
        }
        if (most > 0) {
            double from = now == null ? most * 1.01 : now;
            Range range = new Range(0, Math.max(from, most * 1.01));
            dial(
                    "budgets.power",
                    Kind.SETTING,
                    "W",
                    now,
                    from,
                    range,
                    List.of(),
                    true,
                    (s, to) -> s.with("Settings.powerBudgetW", to));
        }
    }

    /** Of each gear of this model with the others' lightest, and with what they run now. */
    private List<Double> sums(ToDoubleFunction<Subject.Contender> use) {
        double least = 0;
        double active = 0;
        for (Subject other : situation.subjects()) {
            if (other != subject) {
                least += extreme(other, use, false);
                active += other.contenders().stream()
                        .filter(c -> c.candidate().isActive())
                        .mapToDouble(use)
                        .findFirst()
                        .orElse(extreme(other, use, false));
            }
        }
        List<Double> sums = new ArrayList<>();
        for (Subject.Contender contender : subject.contenders()) {
            sums.addAll(List.of(use.applyAsDouble(contender) + least, use.applyAsDouble(contender) + active));
        }
        return sums;
    }

    private double sum(ToDoubleFunction<Subject.Contender> use, boolean isMost) {
        return situation.subjects().stream()
                .mapToDouble(s -> extreme(s, use, isMost))
                .sum();
    }

    private static double extreme(Subject of, ToDoubleFunction<Subject.Contender> use, boolean isMost) {
        var values = of.contenders().stream().mapToDouble(use);
        return (isMost ? values.max() : values.min()).orElse(0);
    }

    private void margins() {
        LoopSettings settings = situation.settings();
        dial(
                "loop.hysteresis",
                Kind.SETTING,
                "score",
                settings.hysteresis(),
                settings.hysteresis(),
                new Range(0, 1),
                List.of(),
                true,
                (s, to) -> s.with("Settings.hysteresis", to));
        double probability = settings.latencyProbability();
        dial(
                "loop.latencyProbability",
                Kind.SETTING,
                "ratio",
                probability,
                probability,
                new Range(0.5, 0.999),
                List.of(),
                true,
                (s, to) -> s.with("Settings.latencyProbability", to));
    }

    private void priority() {
        double now = subject.model().priority();
        dial(
                model() + " priority",
                Kind.SETTING,
                "",
                now,
                now,
                new Range(0, 100, true),
                uses.numbers("Model.priority"),
                true,
                (s, to) -> s.withModel(model(), "priority", (int) Math.round(to)));
    }
}
