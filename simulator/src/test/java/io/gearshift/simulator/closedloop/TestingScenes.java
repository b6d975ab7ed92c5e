package io.gearshift.simulator.closedloop;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.plant.BatteryModel;
import io.gearshift.simulator.plant.DeviceModel;
import io.gearshift.simulator.plant.OpenCircuitCurve;
import io.gearshift.simulator.plant.Processor;
import io.gearshift.simulator.plant.Radio;
import io.gearshift.simulator.plant.ThermalNetwork;
import io.gearshift.simulator.plant.ThermalNetwork.Coupling;
import io.gearshift.simulator.plant.ThermalNetwork.Zone;
import io.gearshift.simulator.plant.ThrottleGovernor;
import io.gearshift.simulator.replay.Demand;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** A small device and recordings for it. */
public final class TestingScenes {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private TestingScenes() {}

    /** Heats past 70 °C under 3 W, within a minute or two. */
    public static DeviceModel device(DeviceModel.Supply supply) {
        ThermalNetwork thermal = new ThermalNetwork(
                List.of(new Zone("soc", 3, 0.01), new Zone("skin", 20, 0.05)),
                List.of(new Coupling("soc", "skin", 0.15)));
        return new DeviceModel(
                "testing",
                thermal,
                DeviceModel.allHeat("soc"),
                new ThrottleGovernor(75, 3, 1, 4, 0.4),
                "soc",
                new Processor(4, 1, 0.2, 2),
                supply,
                Radio.lte());
    }

    public static DeviceModel.Supply battery(double capacityAs) {
        return new DeviceModel.Supply(new BatteryModel(capacityAs, 0.1, OpenCircuitCurve.lithiumIon()), "skin");
    }

    public static ModelSpec.GearSpec gear(
            String variant, double accuracy, double p50Ms, double p95Ms, double energyMj) {
        Profile profile = new Profile(true, 250, p50Ms, p95Ms, 1e7, energyMj, true);
        return new ModelSpec.GearSpec(
                variant + "@cpu:1", variant, Precision.FP32, Location.LOCAL, "cpu", 1, accuracy, "", profile);
    }

    public static ModelSpec model(Double minAccuracy, ModelSpec.GearSpec... gears) {
        return new ModelSpec("m", "testing", 50, 120.0, minAccuracy, List.of(gears));
    }

    /** 3 W busy against 1 W busy. */
    public static ModelSpec twoGears() {
        return model(0.7, gear("full", 0.9, 60, 75, 180), gear("small", 0.8, 20, 25, 20));
    }

    /** Of a device that serves nothing. */
    public static List<LoopEvent> recorded(ModelSpec model, int seconds) {
        return recorded(model, seconds, i -> 0, 0);
    }

    /** A turn a second, {@code requests} for each, {@code load} of the processor by others. */
    public static Recording recording(ModelSpec model, int seconds, IntUnaryOperator requests, double load) {
        return of("testing", recorded(model, seconds, requests, load));
    }

    private static List<LoopEvent> recorded(ModelSpec model, int seconds, IntUnaryOperator requests, double load) {
        List<LoopEvent> events = new ArrayList<>();
        events.add(new LoopEvent.Started(
                START,
                "t",
                LoopSettings.defaults(),
                new PolicyId("none", "0", ""),
                Scene.initial(),
                Map.of(),
                Map.of()));
        events.add(new LoopEvent.CatalogChanged(START, List.of(model)));
        for (int i = 0; i <= seconds; i++) {
            Instant at = START.plus(Duration.ofSeconds(i));
            events.add(new LoopEvent.Sensed(
                    at,
                    List.of(
                            Reading.of(SensorId.parse("cpu.load{total}"), load, at),
                            Reading.of(SensorId.parse("temp{z}"), 33, at),
                            Reading.of(SensorId.parse("mem.available"), 1e9, at)),
                    false));
            if (i > 0) {
                events.add(new LoopEvent.Served(at, List.of(Demand.of(model.name(), requests.applyAsInt(i)))));
            }
            events.add(new LoopEvent.Tick(at));
        }
        return events;
    }

    public static Recording of(String name, List<LoopEvent> events) {
        return new Recording() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public <X extends Exception> void events(TraceReader.EventUse<X> use) throws X, IOException {
                for (LoopEvent event : events) {
                    use.accept(event);
                }
            }

            @Override
            public List<Decision> decisions() {
                return List.of();
            }
        };
    }

    public static Scenario scenario(ModelSpec model, int seconds, int requests, long seed) throws IOException {
        return Scenario.of(recording(model, seconds, i -> requests, 0), Setting.of(device(null), seed));
    }
}
