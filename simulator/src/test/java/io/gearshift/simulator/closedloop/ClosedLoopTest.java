package io.gearshift.simulator.closedloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.simulator.baseline.AlertStyle;
import io.gearshift.simulator.baseline.StaticGears;
import io.gearshift.simulator.baseline.Thresholds;
import io.gearshift.simulator.replay.Recording;
import io.gearshift.simulator.replay.TestingRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private static final String FULL = "full@cpu:1";
    private static final String SMALL = "small@cpu:1";

    private static StaticGears always(String gear) {
        return new StaticGears(Map.of("m", gear));
    }

    @Test
    void policy_thatLeavesAHotGear_coolsTheDevice_andComesBack() throws Exception {
        Scenario scenario = TestingScenes.scenario(TestingScenes.twoGears(), 900, 14, 1);
        List<String> gears = new ArrayList<>();

        Figures fixed = ClosedLoop.run(scenario, always(FULL));
        Figures ruled = ClosedLoop.run(
                scenario,
                new LoopDriver(new TestingRules("x", 65), cycle -> {}),
                moment -> gears.add(moment.gears().getOrDefault("m", "")));

        assertThat(fixed.throttledSeconds()).isGreaterThan(60);
        assertThat(ruled.throttledSeconds()).isZero();
        assertThat(ruled.peakC()).isLessThan(fixed.peakC());
        assertThat(ruled.energyJ()).isLessThan(fixed.energyJ());
        assertThat(ruled.missRatio()).isLessThan(fixed.missRatio());
        assertThat(gears).contains(FULL, SMALL);
        assertThat(ruled.swaps()).isGreaterThanOrEqualTo(3);
    }

    /** 300 s of 5 requests, 180 mJ each; loading takes one core of 1 W for 250 ms. */
    @Test
    void coolStaticGear_energyIsThatOfItsAnswersAndItsLoading() throws Exception {
        ModelSpec steady = TestingScenes.model(null, TestingScenes.gear("full", 0.9, 60, 60, 180));
        Scenario scenario = TestingScenes.scenario(steady, 300, 5, 1);

        Figures figures = ClosedLoop.run(scenario, always(FULL));

        assertThat(figures.throttledSeconds()).isZero();
        double answered = figures.requests() - figures.refused();
        assertThat(figures.requests()).isEqualTo(1500);
        assertThat(figures.energyJ()).isCloseTo(answered * 0.18 + 0.25, within(1e-9));
        assertThat(figures.deviceJ()).isCloseTo(figures.energyJ() + 0.2 * 300, within(0.2));
        assertThat(figures.swaps()).isEqualTo(1);
    }

    @Test
    void requests_beforeTheFirstGear_areMissed() throws Exception {
        Scenario scenario = TestingScenes.scenario(TestingScenes.twoGears(), 10, 4, 1);

        assertThat(ClosedLoop.run(scenario, new StaticGears(Map.of())).missRatio())
                .isEqualTo(1);
        assertThat(ClosedLoop.run(scenario, always(SMALL)).refused()).isBetween(1L, 3L);
    }

    @Test
    void background_slowsGearsOnlyWhenCoresAreShort() throws Exception {
        ModelSpec one = TestingScenes.model(null, TestingScenes.gear("full", 0.9, 60, 60, 10));
        double[] latency = new double[2];
        double[] loads = {0.5, 1};
        for (int i = 0; i < 2; i++) {
            Recording recording = TestingScenes.recording(one, 60, second -> 2, loads[i]);
            Scenario scenario = Scenario.of(recording, Setting.of(TestingScenes.device(null), 1));
            List<Double> seen = new ArrayList<>();
            ClosedLoop.run(scenario, new Watching(always(FULL), event -> {
                if (event instanceof LoopEvent.Served served) {
                    served.observations().forEach(o -> seen.add(o.meanLatencyMs()));
                }
            }));
            latency[i] = seen.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        }

        assertThat(latency[0]).isCloseTo(60, within(1e-6));
        assertThat(latency[1]).isGreaterThan(61);
    }

    /** Four busy cores and a gear that always has work, of 1 W each: five share four, which draw 4 W. */
    @Test
    void shortCores_drawNoMoreThanThereAre() throws Exception {
        ModelSpec one = TestingScenes.model(null, TestingScenes.gear("full", 0.9, 60, 60, 60));
        Recording recording = TestingScenes.recording(one, 100, second -> 40, 1);
        Setting setting =
                Setting.of(TestingScenes.device(null), 1).withStart(0, 1).withAmbient(-100);

        Figures figures = ClosedLoop.run(Scenario.of(recording, setting), always(FULL));

        assertThat(figures.throttledSeconds()).isZero();
        assertThat(figures.deviceJ()).isCloseTo(100 * 4.2, within(1.0));
    }

    @Test
    void battery_isDrained_andAnEmptyDeviceAnswersNothing() throws Exception {
        Recording recording = TestingScenes.recording(TestingScenes.twoGears(), 600, i -> 10, 0);
        Setting setting = Setting.of(TestingScenes.device(TestingScenes.battery(3600)), 1);

        Figures full = ClosedLoop.run(Scenario.of(recording, setting), always(SMALL));
        Figures empty = ClosedLoop.run(Scenario.of(recording, setting.withStart(25, 0.01)), always(SMALL));

        assertThat(full.chargeRatio()).isBetween(0.9, 0.99);
        assertThat(full.missRatio()).isLessThan(0.02);
        assertThat(empty.chargeRatio()).isZero();
        assertThat(empty.missRatio()).isBetween(0.3, 0.9);
    }

    @Test
    void modelledSignals_replaceTheRecordedOnes_andOthersPass() throws Exception {
        List<String> seen = new ArrayList<>();
        ClosedLoop.run(TestingScenes.scenario(TestingScenes.twoGears(), 3, 1, 1), new Watching(always(SMALL), event -> {
            if (event instanceof LoopEvent.Sensed sensed) {
                sensed.readings().forEach(r -> seen.add(r.sensor().toString()));
            }
        }));

        assertThat(seen).contains("temp{soc}", "temp.trip{soc}", "cpu.load{total}", "mem.available");
        assertThat(seen).doesNotContain("temp{z}");
    }

    @Test
    void sameSeed_anyNumberOfThreads_isTheSameByteForByte() throws Exception {
        List<String> one = runs(1, 5);
        List<String> four = runs(4, 5);

        assertThat(four).isEqualTo(one);
        assertThat(runs(2, 6)).isNotEqualTo(one);
        assertThat(one.get(0)).contains("\"action\"").hasSizeGreaterThan(1000);
    }

    /** Decisions and figures as text. */
    private static List<String> runs(int threads, long seed) throws Exception {
        Scenario scenario = TestingScenes.scenario(TestingScenes.twoGears(), 200, 14, seed);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<String>> running = new ArrayList<>();
            for (int i : IntStream.range(0, 8).toArray()) {
                running.add(pool.submit(() -> {
                    StringBuilder text = new StringBuilder();
                    Driver driver = i % 4 == 0
                            ? new LoopDriver(new TestingRules("x", 60 + i), cycle -> text.append(json(cycle.news())))
                            : i % 4 == 1 ? new Thresholds() : i % 4 == 2 ? new AlertStyle() : always(FULL);
                    return text.append(json(ClosedLoop.run(scenario, driver))).toString();
                }));
            }
            List<String> all = new ArrayList<>();
            for (Future<String> run : running) {
                all.add(run.get());
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private static String json(Object value) {
        try {
            return TraceJson.mapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void recording_ofOneTurn_isRefused() {
        assertThatThrownBy(() -> TestingScenes.scenario(TestingScenes.twoGears(), 0, 1, 1))
                .hasMessageContaining("at least two");
    }

    /** Passes everything on. */
    private record Watching(Driver driver, java.util.function.Consumer<LoopEvent> watch) implements Driver {
        @Override
        public String name() {
            return driver.name();
        }

        @Override
        public List<SwapPlan> handle(LoopEvent event) {
            watch.accept(event);
            return driver.handle(event);
        }
    }
}
