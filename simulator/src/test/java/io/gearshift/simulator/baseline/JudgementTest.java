package io.gearshift.simulator.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.simulator.closedloop.Driver;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.closedloop.TestingScenes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {

    @Test
    void references_noneIsCheaperThanTheOracle() throws Exception {
        Scenario scenario = Scenario.of(
                TestingScenes.recording(TestingScenes.twoGears(), 240, i -> 14, 0.1),
                Setting.of(TestingScenes.device(null), 1));
        List<Driver> drivers = new ArrayList<>(References.statics(scenario));
        drivers.add(new Thresholds());
        drivers.add(new AlertStyle());

        Judgement judgement = Judgement.of(scenario, drivers, References.errorJ(scenario));

        assertThat(judgement.turnsPerStage()).isEqualTo(1);
        assertThat(judgement.runs()).hasSize(5);
        assertThat(judgement.runs().get(0).figures().policy()).isEqualTo("oracle");
        assertThat(judgement.runs())
                .allSatisfy(run -> assertThat(run.costVsOracle()).isGreaterThan(1 - 1e-9));
        assertThat(judgement.oracleErrorRatio()).isLessThan(0.05);
    }

    /** 160 mJ for 10 points of accuracy: a whole wrong answer is 1.6 J, and twice that makes the accurate gear worth it. */
    @Test
    void price_isTwiceWhatAccuracyCosts() throws Exception {
        assertThat(References.errorJ(TestingScenes.scenario(TestingScenes.twoGears(), 5, 1, 1)))
                .isCloseTo(3.2, within(1e-9));
    }
}
