package io.gearshift.simulator.closedloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.simulator.baseline.Judgement;
import io.gearshift.simulator.baseline.StaticGears;
import io.gearshift.simulator.replay.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final Recording RECORDED = TestingScenes.recording(TestingScenes.twoGears(), 60, i -> 10, 0.5);

    private static Scenario scenario() throws Exception {
        return Scenario.of(RECORDED, Setting.openLoop(1, 1));
    }

    /** Heat and load as recorded, at their own times, also of sensors that a device model would have told. */
    @Test
    void driver_hearsAllThatWasRecorded_andNothingElse() throws Exception {
        List<Reading> recorded = new ArrayList<>();
        RECORDED.events(event -> {
            if (event instanceof LoopEvent.Sensed sensed) {
                recorded.addAll(sensed.readings());
            }
        });
        List<Reading> heard = new ArrayList<>();
        Driver listening = new Driver() {
            @Override
            public String name() {
                return "listening";
            }

            @Override
            public List<SwapPlan> handle(LoopEvent event) {
                if (event instanceof LoopEvent.Sensed sensed) {
                    heard.addAll(sensed.readings());
                }
                return List.of();
            }
        };

        ClosedLoop.run(scenario(), listening);

        assertThat(heard).isNotEmpty().isEqualTo(recorded);
    }

    /** 600 answers of 180 mJ; a device that is half busy with other things makes none of them slower. */
    @Test
    void answers_takeAndCostWhatTheProfileSays() throws Exception {
        Figures figures = ClosedLoop.run(scenario(), new StaticGears(Map.of("m", "full@cpu:1")));

        assertThat(figures.requests()).isEqualTo(600);
        assertThat(figures.energyJ()).isCloseTo(590 * 0.18, within(4.0));
        assertThat(figures.missRatio()).isLessThan(0.5);
        assertThat(figures.peakC()).isNaN();
        assertThat(figures.throttledSeconds()).isNaN();
        assertThat(figures.chargeRatio()).isNaN();
        assertThat(figures.deviceJ()).isNaN();
    }

    @Test
    void oracle_isNotBeaten() throws Exception {
        Judgement judgement = Judgement.of(
                scenario(),
                List.of(new StaticGears(Map.of("m", "full@cpu:1")), new StaticGears(Map.of("m", "small@cpu:1"))),
                0.5);

        assertThat(judgement.oracleErrorRatio()).isLessThan(0.01);
        assertThat(judgement.runs().stream().skip(1)).allMatch(run -> run.costVsOracle() >= 1 - 1e-9);
    }
}
