package io.gearshift.core.loop;

import static io.gearshift.core.testing.TestingModels.CLOUD;
import static io.gearshift.core.testing.TestingModels.FULL;
import static io.gearshift.core.testing.TestingModels.MB;
import static io.gearshift.core.testing.TestingModels.SMALL;
import static io.gearshift.core.testing.TestingModels.TINY;
import static io.gearshift.core.testing.TestingModels.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.ReasonCode;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Heat;
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
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever happens; each seed is another course of events. */
class ControlLoopPropertiesTest {

    private static final Duration DWELL = Duration.ofSeconds(10);

    private static final List<ModelSpec> MODELS = List.of(
            model("a", FULL, SMALL, TINY),
            model("b", 15.0, 0.9, FULL, SMALL, TINY, CLOUD),
            model("c", 8.0, null, SMALL, TINY));

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    // No flapping

    /** Ten minutes around the rise bound of HOT (82 °C), after ten calm ones. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void temperature_noisyAroundTheBound_shiftsAtMostOnceEachWay(long seed) {
        assertThat(noisy(seed, TestingPolicy.heat(), 82).shifts()).hasSizeLessThanOrEqualTo(2);
    }

    /** Around the fall bound of HOT (78 °C), coming from a hot device. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void temperature_noisyAroundTheFallBound_shiftsAtMostOnceEachWay(long seed) {
        Random random = new Random(seed);
        TestingLoop loop = TestingLoop.running(TestingPolicy.heat(), model("m", FULL, SMALL))
                .sense("temp{z}", 60, 30)
                .sense("temp{z}", 84, 30);
        for (int i = 0; i < 600; i++) {
            loop.sense("temp{z}", 78 + 2 * random.nextDouble() - 1);
        }
        assertThat(loop.shifts()).hasSizeLessThanOrEqualTo(2);
    }

    /** A rule that compares the raw temperature has no hysteresis of its own: dwell and rest keep it calm. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void temperature_noisyAroundARawBound_restsBetweenShifts(long seed) {
        TestingPolicy raw = TestingPolicy.of(input -> {
            List<Verdict> verdicts = new ArrayList<>();
            Double temperature = input.device().temperatureC();
            TestingPolicy.forbid(
                    verdicts,
                    input,
                    "raw",
                    c -> temperature != null && temperature > 75 && c.gear().equals(FULL.gear()));
            return verdicts;
        });

        TestingLoop loop = noisy(seed, raw, 75);

        assertThat(loop.shifts()).hasSizeLessThanOrEqualTo(5);
        assertNoVoluntaryShiftWithinDwell(loop);
    }

    private static TestingLoop noisy(long seed, TestingPolicy policy, double boundC) {
        Random random = new Random(seed);
        TestingLoop loop = TestingLoop.running(policy, model("m", FULL, SMALL)).sense("temp{z}", boundC - 10, 600);
        for (int i = 0; i < 600; i++) {
            loop.sense("temp{z}", boundC + 2 * random.nextDouble() - 1);
        }
        return loop;
    }

    // Random courses of events

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shifts_voluntary_areNeverWithinTheDwell(long seed) {
        assertNoVoluntaryShiftWithinDwell(course(seed));
    }

    private static void assertNoVoluntaryShiftWithinDwell(TestingLoop loop) {
        Map<String, Decision> decisions = byId(loop);
        for (String name : loop.state().models().keySet()) {
            Instant before = Instant.MIN;
            for (TestingLoop.Turn turn : loop.turns()) {
                if (turn.event() instanceof LoopEvent.SwapFinished finished
                        && finished.result().isSuccess()
                        && finished.result().plan().model().equals(name)) {
                    Decision by = decisions.get(finished.result().plan().decision());
                    if (by.reason() == ReasonCode.BETTER) {
                        assertThat(Duration.between(before, by.at())).isGreaterThanOrEqualTo(DWELL);
                    }
                    before = finished.at();
                }
            }
        }
    }

    private static Map<String, Decision> byId(TestingLoop loop) {
        return loop.news().stream().collect(Collectors.toMap(Decision::id, Function.identity()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void swaps_ofOneModel_neverOverlap_andEveryOneHasItsDecision(long seed) {
        TestingLoop loop = course(seed);
        Map<String, Decision> decisions = byId(loop);

        for (String name : List.of("a", "b", "c")) {
            boolean isOpen = false;
            for (TestingLoop.Turn turn : loop.turns()) {
                if (turn.event() instanceof LoopEvent.SwapFinished finished
                        && finished.result().plan().model().equals(name)) {
                    isOpen = false;
                }
                for (Effect effect : turn.step().effects()) {
                    if (effect instanceof Effect.StartSwap start
                            && start.plan().model().equals(name)) {
                        assertThat(isOpen).as("%s %s", name, start.plan()).isFalse();
                        isOpen = true;
                        assertDecided(decisions.get(start.plan().decision()), start.plan());
                    }
                }
            }
        }
    }

    private static void assertDecided(Decision decision, SwapPlan plan) {
        assertThat(decision.action()).isEqualTo(Action.SHIFT);
        assertThat(decision.gear()).isEqualTo(plan.to()).isNotEqualTo(plan.from());
        assertThat(decision.from()).isEqualTo(plan.from());
        assertThat(decision.reasons()).isNotEmpty();
    }

    /** A forbidden gear is chosen only by a person's pin, or when everything is forbidden or the policy cannot be asked. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void forbiddenGear_isNeverChosenButByAPinOrAsTheLastResort(long seed) {
        for (Decision decision : course(seed).news()) {
            boolean isHot =
                    decision.device().heat() == Heat.HOT || decision.device().heat() == Heat.CRITICAL;
            boolean isExcused = Set.of(
                            ReasonCode.PINNED, ReasonCode.LAST_RESORT, ReasonCode.POLICY_FAULT, ReasonCode.SWAPPING)
                    .contains(decision.reason());
            assertThat(isHot && decision.gear().equals(FULL.gear()) && !isExcused)
                    .as(decision.summary())
                    .isFalse();
        }
    }

    /** Pins apart, what is chosen fits the memory budget, or the decision says that it was given up. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void gears_chosen_fitTheMemoryBudgetOrSayNot(long seed) {
        for (TestingLoop.Turn turn : course(seed).turns()) {
            for (Effect effect : turn.step().effects()) {
                if (effect instanceof Effect.Publish published) {
                    List<Decision> decisions = published.cycle().decisions();
                    boolean isSwapping = decisions.stream().anyMatch(d -> d.reason() == ReasonCode.SWAPPING);
                    boolean isFault = published.cycle().policyFault() != null;
                    double bytes = decisions.stream()
                            .mapToDouble(ControlLoopPropertiesTest::memory)
                            .sum();
                    if (!isSwapping && !isFault && bytes > 120 * MB) {
                        assertThat(decisions).anyMatch(d -> d.relaxed().contains("MEMORY"));
                    }
                }
            }
        }
    }

    private static double memory(Decision decision) {
        return decision.considered().stream()
                .filter(c -> c.gear().equals(decision.gear()))
                .mapToDouble(Decision.Considered::memoryBytes)
                .sum();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sameSeed_givesTheSameDecisions(long seed) {
        assertThat(course(seed).news()).isEqualTo(course(seed).news());
    }

    /** Ten minutes in which anything may happen, about once a second. */
    private static TestingLoop course(long seed) {
        Random random = new Random(seed);
        LoopSettings defaults = LoopSettings.defaults();
        LoopSettings settings = new LoopSettings(
                DWELL,
                defaults.hysteresis(),
                0.95,
                defaults.maxSensorAge(),
                defaults.quarantine(),
                120 * MB,
                null,
                90,
                3);
        TestingLoop loop = new TestingLoop(TestingPolicy.heat())
                .start(settings, Map.of(), Map.of("a", SMALL.gear()))
                .catalog(MODELS.toArray(ModelSpec[]::new));
        double temperatureC = 60;
        for (int i = 0; i < 600; i++) {
            temperatureC = Math.max(40, Math.min(100, temperatureC + 6 * random.nextDouble() - 3));
            loop.pass(Duration.ofMillis(200 + random.nextInt(1200)));
            happen(loop, random, temperatureC);
        }
        return loop;
    }

    private static void happen(TestingLoop loop, Random random, double temperatureC) {
        ModelSpec model = MODELS.get(random.nextInt(MODELS.size()));
        String gear = model.gears().get(random.nextInt(model.gears().size())).gear();
        int kind = random.nextInt(100);
        if (kind < 50) {
            loop.senseNow("temp{z}", temperatureC, random.nextInt(10) == 0).handle(new LoopEvent.Tick(loop.now()));
        } else if (kind < 75) {
            String served = loop.state().models().get(model.name()).active();
            double ms = model.gears().get(0).profile().latencyP50Ms() * (0.5 + random.nextDouble());
            loop.handle(new LoopEvent.Served(
                    loop.now(),
                    List.of(new Observation(
                            model.name(), String.valueOf(served), 1 + random.nextInt(30), 0, 0, ms, ms, 0, 0))));
        } else if (kind < 80) {
            loop.link(random.nextBoolean());
        } else if (kind < 84) {
            loop.pin(model.name(), gear, loop.now().plusSeconds(random.nextInt(20)));
        } else if (kind < 87) {
            loop.unpin(model.name());
        } else if (kind < 90) {
            loop.breakGear(gear);
        } else if (kind < 95) {
            loop.mendGear(gear);
        } else if (kind < 97) {
            loop.catalog(MODELS.toArray(ModelSpec[]::new));
        } else if (kind < 98) {
            loop.policy(random.nextBoolean() ? TestingPolicy.failing("it threw") : TestingPolicy.heat());
        } else {
            Double objective = random.nextBoolean() ? null : (Double) (2 + 20 * random.nextDouble());
            loop.handle(new LoopEvent.SceneChanged(
                    loop.now(), new Scene("s", Attention.INTERACTIVE, objective, null, false)));
        }
    }
}
