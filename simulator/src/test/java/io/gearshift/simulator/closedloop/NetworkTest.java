package io.gearshift.simulator.closedloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.simulator.baseline.PlannedGears;
import io.gearshift.simulator.baseline.StaticGears;
import io.gearshift.simulator.closedloop.AssumedNetwork.Traffic;
import io.gearshift.simulator.replay.Demand;
import io.gearshift.simulator.replay.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A remote gear that takes 20 ms by itself, sends 100 kB and receives 1 kB; one request each second. */
class NetworkTest {

    private static final String CLOUD = "cloud@edge";

    private static ModelSpec model(String name, double objectiveMs) {
        Profile profile = new Profile(true, 0, 20, 20, 0, 0, true);
        ModelSpec.GearSpec cloud = new ModelSpec.GearSpec(
                CLOUD, "cloud", Precision.FP32, Location.CLOUD, "remote", 1, 0.9, "edge", profile);
        return new ModelSpec(name, "testing", 50, objectiveMs, null, List.of(cloud));
    }

    private static Setting setting(AssumedNetwork network) {
        return Setting.of(TestingScenes.device(null), 1).withNetwork(network);
    }

    /** @param told readings of each second, from the start on, e.g. {@code net.bandwidth_up} */
    private static Recording recording(int seconds, Map<Integer, Map<String, Double>> told, ModelSpec... models) {
        List<LoopEvent> events = new ArrayList<>();
        TestingScenes.recorded(models[0], 0).forEach(event -> {
            if (event instanceof LoopEvent.Started) {
                events.add(event);
            }
        });
        events.add(new LoopEvent.CatalogChanged(TestingScenes.START, List.of(models)));
        for (int i = 0; i <= seconds; i++) {
            Instant at = TestingScenes.START.plus(Duration.ofSeconds(i));
            List<Reading> readings = new ArrayList<>(List.of(Reading.of(SensorId.parse("mem.available"), 1e9, at)));
            told.getOrDefault(i, Map.of())
                    .forEach((sensor, value) -> readings.add(Reading.of(SensorId.parse(sensor), value, at)));
            events.add(new LoopEvent.Sensed(at, readings, false));
            if (i > 0) {
                List<Observation> asked = new ArrayList<>();
                for (ModelSpec model : models) {
                    asked.add(Demand.of(model.name(), 1));
                }
                events.add(new LoopEvent.Served(at, asked));
            }
            events.add(new LoopEvent.Tick(at));
        }
        return TestingScenes.of("testing", events);
    }

    /** Mean answer time of the first model by second; seconds in which nothing was answered are absent. */
    private static TreeMap<Integer, Double> latencies(Scenario scenario, Map<String, String> gears) {
        TreeMap<Integer, Double> all = new TreeMap<>();
        ClosedLoop.run(
                scenario,
                new StaticGears(gears),
                moment -> moment.served().stream()
                        .filter(seen -> seen.model().equals("m") && seen.requests() > 0)
                        .forEach(seen -> all.put(
                                (int) Duration.between(TestingScenes.START, moment.at())
                                        .toSeconds(),
                                seen.meanLatencyMs())));
        return all;
    }

    private static double arrivalS(Scenario scenario, int interval) {
        return scenario.intervals().get(interval).demands().get(0).arrivalS()[0];
    }

    @Test
    void recordedBandwidth_isWhatAnAnswerWaitsFor() throws Exception {
        Map<Integer, Map<String, Double>> told = Map.of(
                0, Map.of("net.bandwidth_up", 4e6, "net.bandwidth_down", 8e6),
                10, Map.of("net.bandwidth_up", 1.6e6));
        Scenario scenario = Scenario.of(recording(20, told, model("m", 5000)), setting(AssumedNetwork.usual()));

        TreeMap<Integer, Double> seen = latencies(scenario, Map.of("m", CLOUD));

        // 20 ms, a round trip of 50 ms, 8 kbit down at 8 Mbit/s, 800 kbit up
        assertThat(seen.get(5)).isCloseTo(20 + 50 + 1 + 800 / 4.0, within(1e-6));
        assertThat(seen.get(15)).isCloseTo(20 + 50 + 1 + 800 / 1.6, within(1e-6));
    }

    /** Nothing is carried from second 5 to second 9: who asks then has the answer soon after the path is back. */
    @Test
    void outage_stallsAnswersUntilItEnds() throws Exception {
        Map<Integer, Map<String, Double>> told = Map.of(
                0, Map.of("net.bandwidth_up", 8e6),
                5, Map.of("net.bandwidth_up", 0.0),
                9, Map.of("net.bandwidth_up", 8e6));
        Scenario scenario = Scenario.of(recording(20, told, model("m", 5000)), setting(AssumedNetwork.usual()));

        TreeMap<Integer, Double> seen = latencies(scenario, Map.of("m", CLOUD));

        double arrival = 5 + arrivalS(scenario, 5);
        assertThat(seen.get(6)).isCloseTo(1000 * (9 + 0.1 + 0.025 + 0.020 + 8e3 / 1e7 - arrival), within(1e-3));
        assertThat(seen.get(19)).isCloseTo(20 + 50 + 0.8 + 100, within(1e-6));
    }

    @Test
    void outage_longerThanAnswersAreWaitedFor_failsThem_andTheLoopIsTold() throws Exception {
        Map<Integer, Map<String, Double>> told = Map.of(
                0, Map.of("net.bandwidth_up", 8e6),
                5, Map.of("net.bandwidth_up", 0.0),
                60, Map.of("net.bandwidth_up", 8e6));
        Scenario scenario = Scenario.of(recording(100, told, model("m", 5000)), setting(AssumedNetwork.usual()));
        List<String> links = new ArrayList<>();

        Figures figures = ClosedLoop.run(scenario, new Driver() {
            private final StaticGears gears = new StaticGears(Map.of("m", CLOUD));

            @Override
            public String name() {
                return gears.name();
            }

            @Override
            public List<SwapPlan> handle(LoopEvent event) {
                if (event instanceof LoopEvent.LinkChanged link) {
                    links.add(Duration.between(TestingScenes.START, link.at()).toSeconds()
                            + (link.isReachable() ? " up" : " down"));
                }
                return gears.handle(event);
            }
        });

        assertThat(figures.refused()).isBetween(20L, 60L);
        assertThat(links).containsExactly("0 up", "6 down", "60 up");
    }

    @Test
    void loss_slowsTheConnection() throws Exception {
        Map<Integer, Map<String, Double>> told = Map.of(
                0, Map.of("net.bandwidth_up", 8e6),
                10, Map.of("net.loss", 0.05));
        Scenario scenario = Scenario.of(recording(20, told, model("m", 5000)), setting(AssumedNetwork.usual()));

        TreeMap<Integer, Double> seen = latencies(scenario, Map.of("m", CLOUD));

        assertThat(seen.get(5)).isCloseTo(170.8, within(1e-6));
        assertThat(seen.get(15)).isGreaterThan(400);
    }

    @Test
    void silentTrace_hasNoEndpoint_unlessTheDeviceFileHas() throws Exception {
        Recording silent = recording(10, Map.of(), model("m", 5000));
        AssumedNetwork stated = new AssumedNetwork(true, 1e6, 1e6, 0.1, 0, Map.of("m", new Traffic(25_000, 12_500)));

        Scenario without = Scenario.of(silent, setting(AssumedNetwork.usual()));
        Scenario with = Scenario.of(silent, setting(stated));

        assertThat(latencies(without, Map.of("m", CLOUD))).isEmpty();
        assertThat(without.assumptions())
                .containsExactly(
                        "the trace tells nothing of a network, nor does the device file: no endpoint is within reach");
        assertThat(latencies(with, Map.of("m", CLOUD)).get(5)).isCloseTo(20 + 100 + 200 + 100, within(1e-6));
        assertThat(with.assumptions())
                .containsExactly(
                        "the way to the endpoints, where the trace tells nothing of it: 1 Mbit/s towards the device, 1 Mbit/s"
                                + " away from it, no loss, a round trip of 100 ms; the device file says so",
                        "a remote answer of m sends 25000 and receives 12500 bytes (the device file says so)");
    }

    @Test
    void bytes_ofTheTrace_areThoseOfItsMean() throws Exception {
        List<LoopEvent> events = new ArrayList<>();
        recording(10, Map.of(0, Map.of("net.bandwidth_up", 8e6)), model("m", 5000))
                .events(event -> events.add(
                        event instanceof LoopEvent.Served served
                                ? new LoopEvent.Served(
                                        served.at(), List.of(new Observation("m", CLOUD, 1, 0, 0, 100, 100, 0, 50_000)))
                                : event));

        Scenario scenario = Scenario.of(TestingScenes.of("sent", events), setting(AssumedNetwork.usual()));

        assertThat(latencies(scenario, Map.of("m", CLOUD)).get(5)).isCloseTo(20 + 50 + 0.8 + 50, within(1e-6));
        assertThat(scenario.assumptions())
                .contains("a remote answer of m sends 50000 and receives 1000 bytes (sent: the trace's mean)");
    }

    @Test
    void slowFarSide_takesLonger() throws Exception {
        Map<Integer, Map<String, Double>> told = Map.of(
                0, Map.of("net.bandwidth_up", 8e6, "remote.speed{vm1}", 100.0, "remote.speed{vm2}", 1.0),
                10, Map.of("remote.speed{vm1}", 50.0),
                11, Map.of("remote.speed{vm1}", 100.0));
        Scenario scenario = Scenario.of(recording(20, told, model("m", 5000)), setting(AssumedNetwork.usual()));

        TreeMap<Integer, Double> seen = latencies(scenario, Map.of("m", CLOUD));

        assertThat(seen.get(10)).isCloseTo(170.8, within(1e-6));
        assertThat(seen.get(11)).isCloseTo(190.8, within(1e-6));
    }

    /** Two models move 800 kbit a second each over a path of 1 Mbit/s: the path carries no more than it can. */
    @Test
    void twoModels_shareThePath() throws Exception {
        Map<Integer, Map<String, Double>> told = Map.of(0, Map.of("net.bandwidth_up", 1e6));
        Scenario alone = Scenario.of(recording(60, told, model("m", 5000)), setting(AssumedNetwork.usual()));
        Scenario both =
                Scenario.of(recording(60, told, model("m", 5000), model("n", 5000)), setting(AssumedNetwork.usual()));

        double aloneMs = latencies(alone, Map.of("m", CLOUD)).get(3);
        double sharedMs = latencies(both, Map.of("m", CLOUD, "n", CLOUD)).get(3);

        assertThat(aloneMs).isLessThan(1600);
        assertThat(sharedMs).isGreaterThan(aloneMs + 400);
    }

    @Test
    void kind_choosesTheRadio() throws Exception {
        Map<Integer, Map<String, Double>> lte =
                Map.of(0, Map.of("net.bandwidth_up", 8e6, "net.kind{LTE}", 1.0, "net.kind{WiFi}", 0.0));
        Map<Integer, Map<String, Double>> wifi =
                Map.of(0, Map.of("net.bandwidth_up", 8e6, "net.kind{LTE}", 0.0, "net.kind{WiFi}", 1.0));
        Map<Integer, Map<String, Double>> fifth = Map.of(0, Map.of("net.bandwidth_up", 8e6, "net.kind{5G}", 1.0));
        Setting setting = setting(AssumedNetwork.usual());
        StaticGears cloud = new StaticGears(Map.of("m", CLOUD));

        double onLteJ = ClosedLoop.run(Scenario.of(recording(60, lte, model("m", 5000)), setting), cloud)
                .energyJ();
        double onWifiJ = ClosedLoop.run(Scenario.of(recording(60, wifi, model("m", 5000)), setting), cloud)
                .energyJ();
        Scenario on5g = Scenario.of(recording(60, fifth, model("m", 5000)), setting);

        // LTE's tail of 1.06 W never ends between two requests a second apart
        assertThat(onLteJ).isGreaterThan(55);
        assertThat(onWifiJ).isLessThan(onLteJ / 4);
        assertThat(on5g.assumptions()).contains("the radio draws on 5G what it does on LTE, if the device has one");
    }

    /** A gear that is back on the device does not wait for what is still stuck on the way. */
    @Test
    void localGear_doesNotWaitForWhatIsOnItsWay() throws Exception {
        ModelSpec.GearSpec local = TestingScenes.gear("small", 0.8, 20, 20, 20);
        ModelSpec both = new ModelSpec(
                "m", "testing", 50, 5000.0, null, List.of(model("m", 1).gears().get(0), local));
        Map<Integer, Map<String, Double>> told =
                Map.of(0, Map.of("net.bandwidth_up", 8e6), 5, Map.of("net.bandwidth_up", 0.0));
        Scenario scenario = Scenario.of(recording(20, told, both), setting(AssumedNetwork.usual()));
        TreeMap<Integer, Double> seen = new TreeMap<>();
        PlannedGears plan =
                new PlannedGears("plan", List.of(Map.of("m", CLOUD), Map.of("m", CLOUD), Map.of("m", local.gear())), 4);

        ClosedLoop.run(
                scenario,
                plan,
                moment -> moment.served().stream()
                        .filter(served -> served.gear().equals(local.gear()) && served.requests() > 0)
                        .forEach(served -> seen.put(
                                (int) Duration.between(TestingScenes.START, moment.at())
                                        .toSeconds(),
                                served.meanLatencyMs())));

        assertThat(seen.values()).isNotEmpty().allSatisfy(ms -> assertThat(ms).isCloseTo(20, within(1e-6)));
    }
}
