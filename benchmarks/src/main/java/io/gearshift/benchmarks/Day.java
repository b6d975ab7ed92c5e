package io.gearshift.benchmarks;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
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
import io.gearshift.simulator.closedloop.DeviceFile;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.replay.Demand;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A made recording: a turn a second, one model of three gears, a load that comes and goes, on a phone that throttles in the busy hours. */
final class Day implements Recording {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String PHONE = """
            name: phone
            zones:
              soc: {capacityJPerK: 3, toAmbientWPerK: 0.01}
              skin: {capacityJPerK: 20, toAmbientWPerK: 0.05}
            couplings:
              - {between: [soc, skin], conductanceWPerK: 0.15}
            heated: soc
            governor: {zone: soc, tripC: 75, hysteresisC: 3, pollS: 1, levels: 4, leastFrequencyRatio: 0.4}
            processor: {cores: 4, coreW: 1, idleW: 0.2, frequencyExponent: 2}
            battery: {zone: skin, capacityAs: 14400, resistanceOhm: 0.1}
            radio: lte
            ambientC: 22
            start: {temperatureC: 30, chargeRatio: 0.8}
            """;

    private final int seconds;
    private final int requestsPerS;

    Day(int seconds, int requestsPerS) {
        this.seconds = seconds;
        this.requestsPerS = requestsPerS;
    }

    Scenario scenario() throws IOException {
        try {
            return Scenario.of(this, setting());
        } catch (DeviceFile.Mistake e) {
            throw new IllegalStateException(e);
        }
    }

    private static Setting setting() throws DeviceFile.Mistake {
        return DeviceFile.read("phone", PHONE, 1);
    }

    private static GearSpec gear(String variant, double accuracy, double p50Ms, double energyMj) {
        Profile profile = new Profile(true, 250, p50Ms, 1.2 * p50Ms, 1e7, energyMj, true);
        return new GearSpec(
                variant + "@cpu:1", variant, Precision.FP32, Location.LOCAL, "cpu", 1, accuracy, "", profile);
    }

    @Override
    public String name() {
        return "day";
    }

    @Override
    public <X extends Exception> void events(TraceReader.EventUse<X> use) throws X, IOException {
        ModelSpec model = new ModelSpec(
                "m",
                "benchmark",
                50,
                100.0,
                0.7,
                List.of(gear("full", 0.94, 20, 36), gear("mid", 0.93, 12, 15), gear("small", 0.9, 7, 6)));
        use.accept(new LoopEvent.Started(
                START,
                "day",
                LoopSettings.defaults(),
                new PolicyId("none", "0", ""),
                Scene.initial(),
                Map.of(),
                Map.of()));
        use.accept(new LoopEvent.CatalogChanged(START, List.of(model)));
        for (int i = 0; i <= seconds; i++) {
            Instant at = START.plusSeconds(i);
            double load = 0.3 + 0.3 * StrictMath.sin(i / 900.0) + 0.1 * (i * 7919 % 13) / 13;
            use.accept(new LoopEvent.Sensed(
                    at,
                    List.of(
                            Reading.of(SensorId.parse("cpu.load{total}"), Math.max(0, load), at),
                            Reading.of(SensorId.parse("temp{soc}"), 40 + 20 * load, at),
                            Reading.of(SensorId.parse("mem.available"), 1e9, at)),
                    false));
            if (i > 0) {
                use.accept(new LoopEvent.Served(at, List.of(Demand.of(model.name(), requestsPerS))));
            }
            use.accept(new LoopEvent.Tick(at));
        }
    }

    @Override
    public List<Decision> decisions() {
        return List.of();
    }
}
