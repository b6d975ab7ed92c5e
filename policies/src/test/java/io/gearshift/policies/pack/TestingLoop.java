package io.gearshift.policies.pack;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.core.swap.SwapResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The real loop on a virtual clock: one second a turn, swaps succeed at once, sensors repeat what they last said. */
final class TestingLoop {

    static final double MIB = 1024 * 1024;

    private final ControlLoop loop;
    private final Map<SensorId, Double> sensors = new LinkedHashMap<>();
    private LoopState state = LoopState.initial();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Map<String, Decision> shifts = new HashMap<>();
    private int swaps;

    TestingLoop(Policy policy, ModelSpec... models) {
        this.loop = new ControlLoop(policy);
        apply(new LoopEvent.Started(
                now, "t", LoopSettings.defaults(), policy.id(), Scene.initial(), Map.of(), Map.of()));
        apply(new LoopEvent.CatalogChanged(now, List.of(models)));
    }

    static ModelSpec minilm() {
        return new ModelSpec(
                "minilm",
                "embedding",
                50,
                null,
                null,
                List.of(
                        gear("full", Precision.FP32, 1, 1.0, 10.7, 114),
                        gear("full", Precision.FP32, 2, 1.0, 7.0, 114),
                        gear("int8", Precision.INT8, 1, 0.991, 5.0, 30),
                        gear("int8", Precision.INT8, 2, 0.991, 3.4, 30)));
    }

    static ModelSpec fashion() {
        return new ModelSpec("fashion", "image", 50, 20.0, 0.9, fashionGears());
    }

    /** The same with a cloud gear at the endpoint {@code box}. */
    static ModelSpec fashionWithCloud() {
        List<GearSpec> gears = new ArrayList<>(fashionGears());
        gears.add(new GearSpec(
                "cloud@remote:0",
                "cloud",
                Precision.FP32,
                Location.CLOUD,
                "remote",
                0,
                0.9372,
                "box",
                new Profile(true, 0, 3, 4, 0, 0.5, false)));
        return new ModelSpec("fashion", "image", 50, 20.0, 0.9, gears);
    }

    private static List<GearSpec> fashionGears() {
        return List.of(
                gear("full", Precision.FP32, 1, 0.9372, 2.0, 8),
                gear("full", Precision.FP32, 2, 0.9372, 1.3, 8),
                gear("pruned", Precision.FP32, 1, 0.9301, 0.8, 4),
                gear("pruned", Precision.FP32, 2, 0.9301, 0.6, 4));
    }

    /** Energy as in the stated model: 3 W for each busy core, with a tenth lost to a second one. */
    private static GearSpec gear(
            String variant, Precision precision, int threads, double accuracy, double ms, double mib) {
        return new GearSpec(
                variant + "@cpu:" + threads,
                variant,
                precision,
                Location.LOCAL,
                "cpu",
                threads,
                accuracy,
                "",
                new Profile(true, 60, ms, 1.15 * ms, mib * MIB, 3 * threads * ms, false));
    }

    /** What the sensor says from now on. */
    TestingLoop sense(Signal signal, String instance, double value) {
        sensors.put(SensorId.of(signal, instance), value);
        return this;
    }

    TestingLoop silence(Signal signal, String instance) {
        sensors.remove(SensorId.of(signal, instance));
        return this;
    }

    /** A device on mains, cool, idle, with room. */
    TestingLoop calm() {
        sense(Signal.TRIP_POINT, "thermal_zone0", 95).temperature(45).battery(0.8, true);
        sense(Signal.PRESSURE_CPU, "", 0.02).sense(Signal.PRESSURE_MEMORY, "", 0);
        sense(Signal.MEMORY_TOTAL, "", 8192 * MIB).sense(Signal.MEMORY_AVAILABLE, "", 6000 * MIB);
        return sense(Signal.NETWORK_UP, "eth0", 1);
    }

    TestingLoop temperature(double celsius) {
        return sense(Signal.TEMPERATURE, "thermal_zone0", celsius);
    }

    TestingLoop battery(double ratio, boolean isCharging) {
        return sense(Signal.BATTERY_CHARGE, "BAT0", ratio).sense(Signal.BATTERY_CHARGING, "BAT0", isCharging ? 1 : 0);
    }

    TestingLoop scene(Scene scene) {
        apply(new LoopEvent.SceneChanged(now, scene));
        return this;
    }

    TestingLoop link(boolean isReachable) {
        apply(new LoopEvent.LinkChanged(now, "box", isReachable, Duration.ofMillis(2)));
        return this;
    }

    TestingLoop run(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            List<Reading> readings = new ArrayList<>();
            sensors.forEach((sensor, value) -> readings.add(Reading.of(sensor, value, now)));
            apply(new LoopEvent.Sensed(now, readings, false));
            apply(new LoopEvent.Tick(now));
        }
        return this;
    }

    String gear(String model) {
        return String.valueOf(state.models().get(model).active());
    }

    /** The last decision that asked for another gear. */
    Decision shift(String model) {
        return shifts.get(model);
    }

    int swaps() {
        return swaps;
    }

    private void apply(LoopEvent event) {
        LoopStep step = loop.step(state, event);
        state = step.state();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.StartSwap swap) {
                swaps++;
                apply(new LoopEvent.SwapFinished(now, new SwapResult(swap.plan(), false, Map.of(), null, null)));
            } else if (effect instanceof Effect.Publish publish) {
                publish(publish.cycle());
            }
        }
    }

    private void publish(CycleRecord cycle) {
        if (cycle.policyFault() != null) {
            throw new AssertionError(cycle.policyFault());
        }
        for (Decision decision : cycle.news()) {
            if (decision.action() == Action.SHIFT) {
                shifts.put(decision.model(), decision);
            }
        }
    }
}
