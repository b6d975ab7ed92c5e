package io.gearshift.fleet;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceWriter;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.simulator.fleet.FleetPlan;
import io.gearshift.simulator.fleet.FleetPlan.Contender;
import io.gearshift.simulator.fleet.FleetPlan.Kind;
import io.gearshift.simulator.fleet.Spread;
import io.gearshift.simulator.replay.Demand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A few small devices on a minute of requests. */
final class TestingFleet {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String DEVICE = """
            name: board
            zones:
              soc: {capacityJPerK: 3, toAmbientWPerK: 0.01}
            heated: soc
            governor: {zone: soc, tripC: 75, hysteresisC: 3, pollS: 1, levels: 4, leastFrequencyRatio: 0.4}
            processor: {cores: 4, coreW: 1, idleW: 0.2, frequencyExponent: 2}
            battery: {zone: soc, capacityAs: 4000, resistanceOhm: 0.1}
            ambientC: 22
            start: {temperatureC: 30, chargeRatio: 0.9}
            """;

    private TestingFleet() {}

    /** @param capacity of the batteries, which for some devices may be nothing */
    static FleetPlan plan(Path dir, int devices, long seed, Spread capacity) throws Exception {
        List<Spread> spread = List.of(
                new Spread("ambientC", Spread.Shape.NORMAL, List.of(25.0, 6.0), false, List.of(5.0, 45.0)), capacity);
        FleetPlan.Group group = new FleetPlan.Group("boards", devices, "board.yaml", DEVICE, List.of(0, 1), spread);
        List<FleetPlan.Trace> traces = List.of(
                new FleetPlan.Trace("busy", trace(dir.resolve("busy"), 14)),
                new FleetPlan.Trace("calm", trace(dir.resolve("calm"), 3)));
        byte[] pack = new PackStore(dir.resolve("state")).built("default");
        return new FleetPlan(
                "testing",
                seed,
                List.of(group),
                traces,
                List.of(
                        new Contender("default", Kind.PACK, pack),
                        new Contender("thresholds", Kind.THRESHOLDS, new byte[0])));
    }

    static Spread sound() {
        return new Spread("battery.capacityAs", Spread.Shape.UNIFORM, List.of(0.5, 1.0), true, null);
    }

    /** No battery has no charge at all. */
    static Spread sometimesNothing() {
        return new Spread("battery.capacityAs", Spread.Shape.CHOICE, List.of(4000.0, 0.0), false, null);
    }

    private static ModelSpec.GearSpec gear(String variant, double accuracy, double p50Ms, double energyMj) {
        Profile profile = new Profile(true, 250, p50Ms, 1.2 * p50Ms, 1e7, energyMj, true);
        return new ModelSpec.GearSpec(
                variant + "@cpu:1", variant, Precision.FP32, Location.LOCAL, "cpu", 1, accuracy, "", profile);
    }

    private static SortedMap<String, byte[]> trace(Path folder, int requests) throws Exception {
        ModelSpec model = new ModelSpec(
                "m", "testing", 50, 120.0, 0.7, List.of(gear("full", 0.9, 60, 180), gear("small", 0.8, 20, 20)));
        PolicyId none = new PolicyId("none", "0", "");
        TraceManifest manifest = new TraceManifest(1, "board", START, "testing", none, Objective.ACCURACY, List.of());
        try (TraceWriter writer = new TraceWriter(folder, manifest, Long.MAX_VALUE)) {
            writer.event(new LoopEvent.Started(
                    START, "t", LoopSettings.defaults(), none, Scene.initial(), Map.of(), Map.of()));
            writer.event(new LoopEvent.CatalogChanged(START, List.of(model)));
            for (int i = 0; i <= 60; i++) {
                Instant at = START.plusSeconds(i);
                writer.event(new LoopEvent.Sensed(
                        at, List.of(Reading.of(SensorId.parse("cpu.load{total}"), 0.1, at)), false));
                if (i > 0) {
                    writer.event(new LoopEvent.Served(at, List.of(Demand.of("m", requests))));
                }
                writer.event(new LoopEvent.Tick(at));
            }
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
