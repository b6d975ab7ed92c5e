package io.gearshift.simulator.closedloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.simulator.oracle.DecisionProblem.Box;
import io.gearshift.simulator.oracle.DecisionProblem.Reach;
import io.gearshift.simulator.oracle.DecisionProblem.Step;
import io.gearshift.simulator.plant.RequestQueue;
import io.gearshift.simulator.replay.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Boxes around states that random plans lead to, on devices short of cores, of charge, of cooling, of time and of bandwidth. */
class EnclosureTest {

    private static final double SLACK = 1e-9;

    private static final int SECONDS = 40;

    private static ModelSpec.GearSpec gear(String name, String provider, Location location, double ms, double mj) {
        Profile profile = new Profile(true, 400, ms, 1.3 * ms, 1e7, mj, true);
        String endpoint = location == Location.LOCAL ? "" : "edge";
        return new ModelSpec.GearSpec(name, name, Precision.FP32, location, provider, 2, 0.9, endpoint, profile);
    }

    private static ModelSpec model(String name, double scale) {
        return new ModelSpec(
                name,
                "testing",
                50,
                150.0,
                null,
                List.of(
                        gear(name + "-cpu", "cpu", Location.LOCAL, 90 * scale, 260 * scale),
                        gear(name + "-npu", "qnn", Location.LOCAL, 40 * scale, 60 * scale),
                        gear(name + "-cloud", "remote", Location.CLOUD, 20 * scale, 0)));
    }

    private static Scenario scenario(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<ModelSpec> models = List.of(model("a", 1), model("b", 0.6));
        List<LoopEvent> events = new ArrayList<>();
        TestingScenes.recorded(models.get(0), 0).forEach(event -> {
            if (event instanceof LoopEvent.Started) {
                events.add(event);
            }
        });
        events.add(new LoopEvent.CatalogChanged(TestingScenes.START, models));
        events.add(new LoopEvent.LinkChanged(TestingScenes.START, "edge", true, Duration.ofMillis(15)));
        double busy = random.nextDouble(0, 0.8);
        for (int i = 0; i <= SECONDS; i++) {
            Instant at = TestingScenes.START.plusSeconds(i);
            double bandwidth = random.nextInt(4) == 0 ? 0 : random.nextDouble(1e6, 3e7);
            events.add(new LoopEvent.Sensed(
                    at,
                    List.of(
                            Reading.of(SensorId.parse("cpu.load{total}"), busy, at),
                            Reading.of(SensorId.parse("net.bandwidth_up"), bandwidth, at),
                            Reading.of(SensorId.parse("mem.available"), 1e9, at)),
                    false));
            if (i > 0) {
                events.add(new LoopEvent.Served(
                        at, List.of(Demand.of("a", random.nextInt(14)), Demand.of("b", random.nextInt(20)))));
            }
            events.add(new LoopEvent.Tick(at));
        }
        Setting setting = new Setting(
                TestingScenes.device(seed % 3 == 0 ? TestingScenes.battery(2 + seed % 7) : null),
                random.nextDouble(60, 80),
                0.04,
                25,
                10,
                Setting.of(TestingScenes.device(null), 1).network(),
                new RequestQueue(1 + (int) (seed % 2), seed % 4 == 0 ? 0.4 : 5),
                false,
                seed);
        return Scenario.of(TestingScenes.of("testing", events), setting);
    }

    @Test
    void reach_holdsEveryStateOfTheBox_andNoneIsCheaper() throws Exception {
        int boxes = 0;
        int wide = 0;
        for (long seed = 0; seed < 24; seed++) {
            OracleProblem problem = new OracleProblem(scenario(seed), seed % 2 == 0 ? 0.02 : 2, 1 + (int) (seed % 3));
            SplittableRandom random = new SplittableRandom(seed);
            List<RunStatus> states = new ArrayList<>(List.of(problem.start()));
            for (int stage = 0; stage < problem.stages(); stage++) {
                Map<Object, List<RunStatus>> byMode = new HashMap<>();
                states.forEach(state -> byMode.computeIfAbsent(problem.mode(state), mode -> new ArrayList<>())
                        .add(state));
                for (List<RunStatus> alike : byMode.values()) {
                    Box<RunStatus> box = box(problem, alike);
                    boxes++;
                    wide += Arrays.equals(problem.degrees(box.low()), problem.degrees(box.high())) ? 0 : 1;
                    for (int i = 0; i < 3; i++) {
                        RunStatus inside = i == 0
                                ? alike.get(random.nextInt(alike.size()))
                                : between(problem, box, random, i == 1);
                        hold(problem, stage, box, inside, random.nextInt(problem.choices()));
                    }
                }
                states = next(problem, stage, states, random);
            }
        }
        assertThat(wide).as("of %d boxes that hold more than one state", boxes).isGreaterThan(300);
    }

    private static Box<RunStatus> box(OracleProblem problem, List<RunStatus> alike) {
        Box<RunStatus> box = new Box<>(alike.get(0), alike.get(0));
        for (RunStatus state : alike) {
            box = Box.around(problem, box, new Box<>(state, state));
        }
        return box;
    }

    /** Workers of one model keep their order: all degrees of a state are equally far along, or those of the device alone. */
    private static RunStatus between(
            OracleProblem problem, Box<RunStatus> box, SplittableRandom random, boolean isAlong) {
        double[] low = problem.degrees(box.low());
        double[] high = problem.degrees(box.high());
        double all = random.nextDouble();
        for (int i = 0; i < low.length; i++) {
            double part = isAlong || i > 3 ? all : random.nextDouble();
            low[i] += part * (high[i] - low[i]);
        }
        return problem.with(box.low(), low);
    }

    private static void hold(OracleProblem problem, int stage, Box<RunStatus> box, RunStatus inside, int choice) {
        if (!problem.isAllowed(stage, inside, choice)) {
            return;
        }
        Step<RunStatus> step = problem.step(stage, inside, choice);
        List<Reach<RunStatus>> reached = problem.reach(stage, box, choice);
        assertThat(reached)
                .as("stage %d, choice %d from %s to %s", stage, choice, inside, step)
                .anyMatch(reach -> problem.mode(reach.box().low()).equals(problem.mode(step.next()))
                        && reach.cost() <= step.cost() + SLACK
                        && holds(problem, reach.box(), step.next()));
    }

    private static boolean holds(OracleProblem problem, Box<RunStatus> box, RunStatus state) {
        double[] low = problem.degrees(box.low());
        double[] high = problem.degrees(box.high());
        double[] degrees = problem.degrees(state);
        for (int i = 0; i < degrees.length; i++) {
            if (degrees[i] < low[i] - SLACK || degrees[i] > high[i] + SLACK) {
                return false;
            }
        }
        return true;
    }

    private static List<RunStatus> next(
            OracleProblem problem, int stage, List<RunStatus> states, SplittableRandom random) {
        List<RunStatus> next = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            RunStatus state = states.get(random.nextInt(states.size()));
            int choice = random.nextInt(3) == 0 ? random.nextInt(problem.choices()) : (int) (i % 4);
            if (problem.isAllowed(stage, state, choice)) {
                next.add(problem.step(stage, state, choice).next());
            }
        }
        return next.isEmpty() ? problemsNext(problem, stage, states) : next;
    }

    private static List<RunStatus> problemsNext(OracleProblem problem, int stage, List<RunStatus> states) {
        RunStatus state = states.get(0);
        for (int choice = 0; choice < problem.choices(); choice++) {
            if (problem.isAllowed(stage, state, choice)) {
                return List.of(problem.step(stage, state, choice).next());
            }
        }
        throw new AssertionError("no choice is allowed");
    }
}
