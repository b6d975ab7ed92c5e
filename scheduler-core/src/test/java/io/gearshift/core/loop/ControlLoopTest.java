package io.gearshift.core.loop;

import static io.gearshift.core.testing.TestingModels.CLOUD;
import static io.gearshift.core.testing.TestingModels.FULL;
import static io.gearshift.core.testing.TestingModels.SMALL;
import static io.gearshift.core.testing.TestingModels.TINY;
import static io.gearshift.core.testing.TestingModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.ReasonCode;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.policy.Verdict;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.testing.TestingLoop;
import io.gearshift.core.testing.TestingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scenarios: given a running loop, when this happens, then these shifts follow. The dwell is 10 s. */
class ControlLoopTest {

    private static final String M = "m";

    private static TestingLoop running() {
        return TestingLoop.running(TestingPolicy.heat(), model(M, FULL, SMALL, TINY))
                .ticks(60);
    }

    private static List<SwapPlan> swaps(TestingLoop loop) {
        return loop.turns().stream()
                .flatMap(turn -> turn.step().effects().stream())
                .filter(Effect.StartSwap.class::isInstance)
                .map(effect -> ((Effect.StartSwap) effect).plan())
                .toList();
    }

    // Heat

    @Test
    void hot_shiftsAtOnce_andNamesRuleAndValue() {
        TestingLoop loop = running().sense("temp{z}", 60, 5).senseNow("temp{z}", 96, true);

        assertThat(loop.gear(M)).isEqualTo(SMALL.gear());
        Decision shift = loop.shifts().get(0);
        assertThat(shift.at()).isEqualTo(loop.now());
        assertThat(shift.reason()).isEqualTo(ReasonCode.FORBIDDEN);
        assertThat(shift.reasons().get(0).where()).isEqualTo("heat.drl:12");
        assertThat(shift.reasons().get(0).evidence()).containsExactly("heat = CRITICAL", "temperatureC = 96");
    }

    @Test
    void hot_notUrgent_waitsForTheTick() {
        TestingLoop loop = running().sense("temp{z}", 60, 5).senseNow("temp{z}", 96, false);

        assertThat(loop.gear(M)).isEqualTo(FULL.gear());
        assertThat(loop.ticks(1).gear(M)).isEqualTo(SMALL.gear());
    }

    @Test
    void cool_returnsOnlyAfterTheRuleHasBeenSilentForTheDwell() {
        TestingLoop loop = running().sense("temp{z}", 96, 30);
        Instant lastHot = loop.now();

        loop.sense("temp{z}", 60, 60);

        assertThat(loop.gear(M)).isEqualTo(FULL.gear());
        assertThat(loop.shifts()).hasSize(2);
        Duration wait = Duration.between(lastHot, loop.shifts().get(1).at());
        assertThat(wait).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
    }

    @Test
    void temperature_grownOld_isNeitherHotNorCool() {
        TestingLoop loop = running().sense("temp{z}", 96, 5).ticks(11);

        assertThat(loop.state().device().view().hasStaleTemperature()).isTrue();
        assertThat(loop.state().device().view().temperatureC()).isNull();
    }

    // Swaps

    @Test
    void swap_underWay_isNotStartedTwice() {
        TestingLoop loop = running().holdSwaps().sense("temp{z}", 96, 20);

        assertThat(swaps(loop)).hasSize(2); // the first gear, and this one
        assertThat(loop.gear(M)).isEqualTo(FULL.gear());
        assertThat(loop.last(M).reason()).isEqualTo(ReasonCode.SWAPPING);
        assertThat(loop.finishSwap().gear(M)).isEqualTo(SMALL.gear());
        assertThat(loop.state().models().get(M).decision())
                .isEqualTo(loop.shifts().get(0).id());
    }

    @Test
    void swap_failed_quarantinesTheGearAndTakesAnother() {
        TestingLoop loop = running().breakGear(SMALL.gear()).sense("temp{z}", 96, 2);

        assertThat(loop.gear(M)).isEqualTo(TINY.gear());
        ModelState.Quarantine quarantine =
                loop.state().models().get(M).quarantine().get(SMALL.gear());
        assertThat(quarantine.failures()).isEqualTo(1);
        assertThat(quarantine.problem()).isEqualTo("LOAD: the file is truncated");
    }

    @Test
    void swap_failsAgainAndAgain_waitsTwiceAsLongEachTime_upToAnHour() {
        TestingLoop loop = TestingLoop.running(TestingPolicy.silent(), model(M, SMALL, TINY))
                .ticks(20)
                .breakGear(FULL.gear())
                .catalog(model(M, FULL, SMALL, TINY))
                .ticks(4 * 3600 * 2);

        List<Instant> tries = loop.shifts().stream().map(Decision::at).toList();
        for (int i = 1; i < tries.size(); i++) {
            long wait = Duration.between(tries.get(i - 1), tries.get(i)).toSeconds();
            assertThat(wait).as("wait %d", i).isEqualTo(Math.min(3600, 15L << (i - 1)));
        }
        assertThat(tries).hasSizeGreaterThan(10);
        assertThat(loop.gear(M)).isEqualTo(SMALL.gear());
    }

    @Test
    void gear_mended_recoversAfterItsQuarantine_andStartsAfresh() {
        TestingLoop loop = TestingLoop.running(TestingPolicy.silent(), model(M, SMALL))
                .breakGear(FULL.gear())
                .catalog(model(M, FULL, SMALL))
                .ticks(20)
                .mendGear(FULL.gear())
                .ticks(60);

        assertThat(loop.gear(M)).isEqualTo(FULL.gear());
        assertThat(loop.state().models().get(M).quarantine()).isEmpty();
    }

    /** Trying again at once would be an endless loop of failing loads. */
    @Test
    void gears_allBroken_waitForTheirQuarantines_thenServe() {
        TestingLoop loop = new TestingLoop(TestingPolicy.heat())
                .start(Map.of(), Map.of())
                .breakGear(FULL.gear())
                .breakGear(SMALL.gear())
                .catalog(model(M, FULL, SMALL))
                .ticks(14);

        assertThat(loop.gear(M)).isNull();
        assertThat(swaps(loop)).hasSize(2);
        assertThat(loop.last(M).action()).isEqualTo(Action.HOLD);
        assertThat(loop.last(M).reason()).isEqualTo(ReasonCode.QUARANTINE);
        assertThat(loop.last(M).summary()).contains("the file is truncated");
        assertThat(loop.mendGear(FULL.gear()).ticks(1).gear(M)).isEqualTo(FULL.gear());
    }

    // Restart

    @Test
    void restart_returnsToTheSameGearsAndPins() {
        Instant until = Instant.parse("2026-01-01T12:00:30Z");
        TestingLoop loop = new TestingLoop(TestingPolicy.heat())
                .start(Map.of("b", new Pin(TINY.gear(), until)), Map.of("a", SMALL.gear(), "b", FULL.gear()))
                .catalog(model("a", FULL, SMALL, TINY), model("b", FULL, SMALL, TINY), model("c", FULL, SMALL));

        assertThat(loop.gear("a")).isEqualTo(SMALL.gear());
        assertThat(loop.gear("b")).isEqualTo(TINY.gear());
        assertThat(loop.gear("c")).isEqualTo(FULL.gear());
        assertThat(loop.shifts()).isEmpty();
    }

    @Test
    void restart_rememberedGearIsGoneOrBroken_takesAnother() {
        TestingLoop gone = new TestingLoop(TestingPolicy.heat())
                .start(Map.of(), Map.of(M, FULL.gear()))
                .catalog(model(M, SMALL, TINY));
        TestingLoop broken = new TestingLoop(TestingPolicy.heat())
                .start(Map.of(), Map.of(M, SMALL.gear()))
                .breakGear(SMALL.gear())
                .catalog(model(M, FULL, SMALL));

        assertThat(gone.gear(M)).isEqualTo(SMALL.gear());
        assertThat(broken.gear(M)).isEqualTo(FULL.gear());
    }

    // Catalogue

    @Test
    void catalog_gearRemoved_isLeftAtOnce() {
        TestingLoop loop = running().catalog(model(M, SMALL, TINY));

        assertThat(loop.gear(M)).isEqualTo(SMALL.gear());
        assertThat(loop.shifts().get(0).reason()).isEqualTo(ReasonCode.GEAR_LOST);
    }

    @Test
    void catalog_modelRemovedDuringASwap_isForgotten() {
        TestingLoop loop = running().holdSwaps().sense("temp{z}", 96).catalog(model("other", FULL));

        loop.finishSwap().finishSwap().ticks(5);

        assertThat(loop.state().models()).containsOnlyKeys("other");
        assertThat(loop.gear("other")).isEqualTo(FULL.gear());
    }

    @Test
    void catalog_empty_decidesNothing() {
        TestingLoop loop = new TestingLoop(TestingPolicy.heat())
                .start(Map.of(), Map.of())
                .catalog()
                .ticks(3);

        assertThat(loop.news()).isEmpty();
        assertThat(loop.turns()).allMatch(turn -> turn.step().effects().isEmpty());
    }

    // Links

    @Test
    void cloud_isUsedWhileItAnswers_andALocalStandInStaysReady() {
        TestingLoop loop = TestingLoop.running(TestingPolicy.heat(), model(M, FULL, TINY, CLOUD));
        assertThat(loop.gear(M)).isEqualTo(FULL.gear());

        loop.link(true).ticks(12);
        assertThat(loop.gear(M)).isEqualTo(CLOUD.gear());
        assertThat(swaps(loop).get(1).keep()).containsExactly(TINY.gear());

        loop.pass(Duration.ofMillis(50)).link(false);
        assertThat(loop.gear(M)).isEqualTo(FULL.gear());
        assertThat(loop.shifts().get(1).reason()).isEqualTo(ReasonCode.GEAR_LOST);
        assertThat(loop.shifts().get(1).summary()).contains("the endpoint of cloud@remote:0 does not answer");
    }

    @Test
    void network_gone_leavesTheCloudByItsRule() {
        TestingLoop loop = TestingLoop.running(TestingPolicy.heat(), model(M, FULL, CLOUD))
                .link(true)
                .ticks(12)
                .senseNow("net.up{wlan0}", 0, true);

        assertThat(loop.gear(M)).isEqualTo(FULL.gear());
        assertThat(loop.shifts().get(1).reason()).isEqualTo(ReasonCode.FORBIDDEN);
    }

    // Pins

    @Test
    void pin_holdsAgainstRulesUntilItLapses() {
        TestingLoop loop = running().sense("temp{z}", 96, 20);
        loop.pin(M, FULL.gear(), loop.now().plusSeconds(30));
        assertThat(loop.gear(M)).isEqualTo(FULL.gear());
        assertThat(loop.last(M).reason()).isEqualTo(ReasonCode.PINNED);

        assertThat(loop.sense("temp{z}", 96, 29).gear(M)).isEqualTo(FULL.gear());
        assertThat(loop.sense("temp{z}", 96, 1).gear(M)).isEqualTo(SMALL.gear());
        assertThat(loop.state().models().get(M).pin()).isNull();
    }

    @Test
    void pin_cleared_givesTheModelBackAfterTheDwell() {
        TestingLoop loop = running().pin(M, TINY.gear(), null).ticks(2).unpin(M);

        assertThat(loop.gear(M)).isEqualTo(TINY.gear());
        assertThat(loop.last(M).reason()).isEqualTo(ReasonCode.DWELL);
        assertThat(loop.ticks(10).gear(M)).isEqualTo(FULL.gear());
    }

    @Test
    void pins_aThousand_areAllObeyed() {
        TestingLoop loop = running();
        List<String> gears = List.of(FULL.gear(), SMALL.gear(), TINY.gear());
        for (int i = 0; i < 1000; i++) {
            String gear = gears.get(i % 3);
            assertThat(loop.pin(M, gear, loop.now().plusSeconds(60)).gear(M)).isEqualTo(gear);
        }
    }

    // Policy and scene

    @Test
    void policy_faulty_leavesTheLastGoodDecisionInForce() {
        TestingLoop loop = running().sense("temp{z}", 96, 20);
        loop.policy(TestingPolicy.failing("rule \"x\" threw")).sense("temp{z}", 40, 120);

        assertThat(loop.gear(M)).isEqualTo(SMALL.gear());
        assertThat(loop.last(M).reason()).isEqualTo(ReasonCode.POLICY_FAULT);
        assertThat(loop.policy(TestingPolicy.heat()).sense("temp{z}", 40, 20).gear(M))
                .isEqualTo(FULL.gear());
    }

    @Test
    void policy_changed_decidesAtOnce_andDecisionsNameTheNewOne() {
        PolicyId next = new PolicyId("testing", "2", "beef");
        TestingLoop loop = running();
        TestingPolicy forbidsFull = TestingPolicy.of(input -> {
                    List<Verdict> verdicts = new ArrayList<>();
                    TestingPolicy.forbid(verdicts, input, "new", c -> c.gear().equals(FULL.gear()));
                    return verdicts;
                })
                .withId(next);

        loop.policy(forbidsFull);

        assertThat(loop.gear(M)).isEqualTo(SMALL.gear());
        assertThat(loop.shifts().get(0).policy()).isEqualTo(next);
    }

    @Test
    void scene_objective_overridesTheModels() {
        TestingLoop loop = running();
        loop.handle(
                new LoopEvent.SceneChanged(loop.now(), new Scene("camera", Attention.INTERACTIVE, 10.0, null, false)));

        assertThat(loop.gear(M)).isEqualTo(SMALL.gear());
        assertThat(loop.shifts().get(0).reason()).isEqualTo(ReasonCode.CONSTRAINT);
        assertThat(loop.shifts().get(0).scene().name()).isEqualTo("camera");
    }

    // Learning

    @Test
    void contention_makesTheGearMissItsObjective_andShiftsIt() {
        TestingLoop loop = TestingLoop.running(TestingPolicy.heat(), model(M, 20.0, null, FULL, SMALL, TINY));
        for (int i = 0; i < 20; i++) {
            loop.ticks(1)
                    .handle(new LoopEvent.Served(
                            loop.now(),
                            List.of(new Observation(M, String.valueOf(loop.gear(M)), 20, 0, 0, 30, 40, 0, 0))));
        }

        assertThat(loop.shifts().get(0).reason()).isEqualTo(ReasonCode.CONSTRAINT);
        assertThat(loop.shifts().get(0).summary()).contains("the objective is 20.0 ms");
    }

    @Test
    void served_checksTheEstimateAgainstWhatWasSeen() {
        TestingLoop loop = running();
        loop.handle(new LoopEvent.Served(loop.now(), List.of(new Observation(M, FULL.gear(), 20, 0, 0, 15, 20, 0, 0))));

        Effect.Checked checked = (Effect.Checked)
                loop.turns().get(loop.turns().size() - 1).step().effects().get(0);
        assertThat(checked.checks().get(0).expectedLatencyMs()).isEqualTo(10);
        assertThat(checked.checks().get(0).errorRatio()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void served_unknownModelOrGear_isIgnored() {
        TestingLoop loop = running();
        loop.handle(new LoopEvent.Served(
                loop.now(),
                List.of(
                        new Observation("gone", FULL.gear(), 20, 0, 0, 15, 20, 0, 0),
                        new Observation(M, "gone@cpu:1", 20, 0, 0, 15, 20, 0, 0))));

        assertThat(loop.turns().get(loop.turns().size() - 1).step().effects()).isEmpty();
    }

    // Decisions

    @Test
    void decisions_repeated_areNoNews_butTheirFiguresStayCurrent() {
        TestingLoop loop = running();
        int news = loop.news().size();
        Instant before = loop.last(M).at();

        loop.ticks(30);

        assertThat(loop.news()).hasSize(news);
        assertThat(loop.last(M).at()).isAfterOrEqualTo(before.plusSeconds(20));
        assertThat(loop.last(M).id()).isEqualTo(loop.news().get(news - 1).id());
    }

    @Test
    void decisionIds_countUpWithinTheRun() {
        TestingLoop loop = running().sense("temp{z}", 96, 20).sense("temp{z}", 50, 30);

        List<String> ids = loop.news().stream().map(Decision::id).toList();
        for (int i = 0; i < ids.size(); i++) {
            assertThat(ids.get(i)).isEqualTo("r1-" + (i + 1));
        }
    }

    @Test
    void start_withoutAnyReading_takesTheBestGear() {
        TestingLoop loop = TestingLoop.running(TestingPolicy.heat(), model(M, FULL, SMALL));

        assertThat(loop.gear(M)).isEqualTo(FULL.gear());
        assertThat(loop.news().get(0).action()).isEqualTo(Action.SHIFT);
        assertThat(loop.news().get(0).reason()).isEqualTo(ReasonCode.STARTUP);
    }
}
