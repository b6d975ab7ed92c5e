package io.gearshift.simulator.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.simulator.closedloop.Driver;
import io.gearshift.simulator.closedloop.TestingScenes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BaselineTest {

    private Instant now = TestingScenes.START;

    @BeforeEach
    void start() {
        now = TestingScenes.START;
    }

    private String turn(Driver driver) {
        now = now.plusSeconds(1);
        List<SwapPlan> swaps = driver.handle(new LoopEvent.Tick(now));
        for (SwapPlan plan : swaps) {
            driver.handle(new LoopEvent.SwapFinished(now, new SwapResult(plan, false, Map.of(), null, null)));
        }
        return swaps.isEmpty() ? "" : swaps.get(0).to();
    }

    private void sense(Driver driver, String sensor, double value) {
        driver.handle(new LoopEvent.Sensed(now, List.of(Reading.of(SensorId.parse(sensor), value, now)), false));
    }

    private <D extends Driver> D with(D driver, ModelSpec model) {
        driver.handle(new LoopEvent.CatalogChanged(now, List.of(model)));
        return driver;
    }

    @Test
    void thresholds_heat_shiftAtSeventyAndBackBelowSixtyFive() {
        Thresholds driver = with(new Thresholds(), TestingScenes.twoGears());

        sense(driver, "temp{z}", 69.9);
        assertThat(turn(driver)).isEqualTo("full@cpu:1");
        sense(driver, "temp{z}", 70);
        assertThat(turn(driver)).isEqualTo("small@cpu:1");
        sense(driver, "temp{z}", 65);
        assertThat(turn(driver)).isEmpty();
        sense(driver, "temp{z}", 64.9);
        assertThat(turn(driver)).isEqualTo("full@cpu:1");
    }

    @Test
    void thresholds_lessThanAFifthOfTheProcessorLeft_areLight() {
        Thresholds driver = with(new Thresholds(), TestingScenes.twoGears());

        sense(driver, "cpu.load{total}", 0.79);
        assertThat(turn(driver)).isEqualTo("full@cpu:1");
        sense(driver, "cpu.load{total}", 0.81);
        assertThat(turn(driver)).isEqualTo("small@cpu:1");
    }

    @Test
    void alert_floor_takesTheLeastEnergyThatReachesIt() {
        ModelSpec low = TestingScenes.model(
                0.75, TestingScenes.gear("full", 0.9, 60, 75, 180), TestingScenes.gear("small", 0.8, 20, 25, 20));
        ModelSpec high = TestingScenes.model(
                0.85, TestingScenes.gear("full", 0.9, 60, 75, 180), TestingScenes.gear("small", 0.8, 20, 25, 20));

        assertThat(turn(with(new AlertStyle(), low))).isEqualTo("small@cpu:1");
        assertThat(turn(with(new AlertStyle(), high))).isEqualTo("full@cpu:1");
    }

    /** Twice as slow as measured: 60 ms become 120, half of them past the objective of 120 ms. */
    @Test
    void alert_slowdown_leavesTheGearThatNoLongerAnswersInTime() {
        ModelSpec model = TestingScenes.model(
                0.78, TestingScenes.gear("full", 0.9, 60, 75, 10), TestingScenes.gear("small", 0.8, 20, 25, 20));
        AlertStyle driver = with(new AlertStyle(), model);
        assertThat(turn(driver)).isEqualTo("full@cpu:1");

        String gear = "";
        for (int i = 0; i < 10 && gear.isEmpty(); i++) {
            driver.handle(
                    new LoopEvent.Served(now, List.of(new Observation("m", "full@cpu:1", 10, 0, 5, 120, 130, 0, 0))));
            gear = turn(driver);
        }

        assertThat(gear).isEqualTo("small@cpu:1");
    }

    @Test
    void plan_shiftsAtItsStagesOnly() {
        PlannedGears driver = with(
                new PlannedGears("plan", List.of(Map.of("m", "full@cpu:1"), Map.of("m", "small@cpu:1")), 2),
                TestingScenes.twoGears());

        assertThat(List.of(turn(driver), turn(driver), turn(driver), turn(driver), turn(driver)))
                .containsExactly("full@cpu:1", "", "small@cpu:1", "", "");
    }

    @Test
    void swapUnderWay_isWaitedFor() {
        StaticGears driver = with(new StaticGears(Map.of("m", "full@cpu:1")), TestingScenes.twoGears());

        assertThat(driver.handle(new LoopEvent.Tick(now))).hasSize(1);
        assertThat(driver.handle(new LoopEvent.Tick(now))).isEmpty();
    }
}
