package io.gearshift.benchmarks;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.swap.SwapResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Running loops on devices that are well, warm and busy, hot, and low on battery: what a day brings. */
final class Situations {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Sensors and their values, per situation. */
    private static final List<Map<String, Double>> DEVICES = List.of(
            Map.of("temp{z}", 45.0, "psi.cpu", 0.02, "battery.charge{B}", 0.8, "net.up{w}", 1.0),
            Map.of("temp{z}", 75.0, "psi.cpu", 0.4, "battery.charge{B}", 0.6, "net.up{w}", 1.0),
            Map.of("temp{z}", 85.0, "psi.cpu", 0.1, "battery.charge{B}", 0.5, "net.up{w}", 0.0),
            Map.of("temp{z}", 50.0, "psi.cpu", 0.7, "battery.charge{B}", 0.15, "net.up{w}", 1.0));

    private Situations() {}

    /** @param candidates a multiple of 12: three models of four gears each, or more models of twelve */
    static List<LoopState> states(Policy policy, int candidates) {
        int gears = candidates <= 12 ? 4 : 12;
        List<ModelSpec> models = new ArrayList<>();
        for (int i = 0; i < candidates / gears; i++) {
            models.add(model("model" + i, gears));
        }
        List<LoopState> states = new ArrayList<>();
        for (Map<String, Double> device : DEVICES) {
            states.add(state(policy, models, device));
        }
        return states;
    }

    /** When the states hold: a minute after their start. */
    static Instant now() {
        return START.plusSeconds(60);
    }

    private static ModelSpec model(String name, int gears) {
        List<GearSpec> specs = new ArrayList<>();
        for (int i = 0; i < gears - 1; i++) {
            int threads = 1 + i % 2;
            double size = 1.0 / (1 + i / 2);
            Profile profile = new Profile(
                    true, 200 * size, 10 * size / threads, 12 * size / threads, 9e7 * size, 100 * size * threads, true);
            String variant = "v" + i / 2;
            specs.add(new GearSpec(
                    variant + "@cpu:" + threads,
                    variant,
                    i < 2 ? Precision.FP32 : Precision.INT8,
                    Location.LOCAL,
                    "cpu",
                    threads,
                    0.95 - 0.01 * (i / 2),
                    "",
                    profile));
        }
        Profile cloud = new Profile(true, 0, 5, 8, 0, 2, true);
        specs.add(new GearSpec(
                "cloud@remote:0", "cloud", Precision.FP32, Location.CLOUD, "remote", 0, 0.96, "box", cloud));
        return new ModelSpec(name, "benchmark", 50, 30.0, 0.8, specs);
    }

    private static LoopState state(Policy policy, List<ModelSpec> models, Map<String, Double> device) {
        Deque<LoopEvent> due = new ArrayDeque<>();
        due.add(new LoopEvent.Started(
                START, "r1", LoopSettings.defaults(), policy.id(), Scene.initial(), Map.of(), Map.of()));
        due.add(new LoopEvent.LinkChanged(START, "box", true, Duration.ofMillis(12)));
        due.add(new LoopEvent.CatalogChanged(START, models));
        for (int second = 1; second <= 60; second++) {
            Instant at = START.plusSeconds(second);
            List<Reading> readings = new ArrayList<>();
            device.forEach((sensor, value) -> readings.add(Reading.of(SensorId.parse(sensor), value, at)));
            due.add(new LoopEvent.Sensed(at, readings, false));
            due.add(new LoopEvent.Tick(at));
        }
        ControlLoop loop = new ControlLoop(policy);
        LoopState state = LoopState.initial();
        while (!due.isEmpty()) {
            LoopEvent event = due.remove();
            LoopStep step = loop.step(state, event);
            state = step.state();
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.StartSwap start) {
                    SwapResult done = new SwapResult(start.plan(), false, Map.of(), null, null);
                    due.addFirst(new LoopEvent.SwapFinished(event.at(), done));
                }
            }
        }
        return state;
    }
}
