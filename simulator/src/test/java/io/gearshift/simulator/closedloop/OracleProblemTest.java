package io.gearshift.simulator.closedloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.simulator.baseline.AlertStyle;
import io.gearshift.simulator.baseline.PlannedGears;
import io.gearshift.simulator.baseline.StaticGears;
import io.gearshift.simulator.baseline.Thresholds;
import io.gearshift.simulator.oracle.DecisionProblem.Step;
import io.gearshift.simulator.oracle.Grid;
import io.gearshift.simulator.oracle.Oracle;
import io.gearshift.simulator.replay.TestingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OracleProblemTest {

    /** The first pass has cells sixteen times as wide as the grid's. */
    private static final Oracle.Effort FULL = new Oracle.Effort(5000, Long.MAX_VALUE, 0, 1);

    private static final ModelSpec THREE = TestingScenes.model(
            0.7,
            TestingScenes.gear("full", 0.9, 60, 75, 180),
            TestingScenes.gear("mid", 0.86, 35, 45, 70),
            TestingScenes.gear("small", 0.8, 20, 25, 20));

    private static double bruteForce(OracleProblem problem, int stage, RunStatus state) {
        if (stage == problem.stages()) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int choice = 0; choice < problem.choices(); choice++) {
            if (problem.isAllowed(stage, state, choice)) {
                Step<RunStatus> step = problem.step(stage, state, choice);
                best = Math.min(best, step.cost() + bruteForce(problem, stage + 1, step.next()));
            }
        }
        return best;
    }

    private static Scenario hot(int seconds, long seed) throws Exception {
        return Scenario.of(
                TestingScenes.recording(THREE, seconds, i -> 6 + i * 7 % 9, 0),
                Setting.of(TestingScenes.device(null), seed).withStart(72, 1));
    }

    @Test
    void fineGrid_isTheBruteForceOptimum_coarseOneBracketsIt() throws Exception {
        for (int seed = 0; seed < 4; seed++) {
            OracleProblem problem = new OracleProblem(hot(48, seed), 1.5, 8);
            double optimum = bruteForce(problem, 0, problem.start());

            Oracle.Plan fine = new Oracle(new Grid(problem.cells(1e-9, 1e-9, 1e-9)), FULL).solve(problem);
            Oracle.Plan coarse = new Oracle(new Grid(problem.cells(2, 0.1, 0.5)), FULL).solve(problem);

            assertThat(fine.cost()).as("seed %d", seed).isCloseTo(optimum, within(1e-9));
            assertThat(fine.errorRatio()).as("seed %d", seed).isLessThan(1e-9);
            assertThat(coarse.cost()).as("seed %d", seed).isGreaterThanOrEqualTo(optimum - 1e-9);
            assertThat(coarse.leastCost()).as("seed %d", seed).isLessThanOrEqualTo(optimum + 1e-9);
        }
    }

    /** The plan, run like any policy, costs what the oracle says. */
    @Test
    void plan_runInTheClosedLoop_costsTheSame() throws Exception {
        Scenario scenario = hot(200, 3);
        OracleProblem problem = new OracleProblem(scenario, 1.5, 5);

        Oracle.Plan plan = new Oracle(new Grid(problem.cells(0.5, 0.05, 0.1)), FULL).solve(problem);
        Figures run = ClosedLoop.run(
                scenario, new PlannedGears("oracle", problem.plan(plan.choices()), problem.intervalsPerStage()));

        assertThat(Set.copyOf(plan.choices())).as("a plan that shifts").hasSizeGreaterThan(1);
        assertThat(problem.costOf(run)).isCloseTo(plan.cost(), within(1e-6));
        assertThat(plan.errorRatio()).isBetween(0.0, 0.05);
    }

    @Test
    void nobody_isBetterThanTheBound() throws Exception {
        Scenario scenario = hot(120, 4);
        OracleProblem problem = new OracleProblem(scenario, 1.5, 4);
        Oracle.Plan plan = new Oracle(new Grid(problem.cells(1, 0.1, 0.2)), FULL).solve(problem);
        List<Driver> drivers = new ArrayList<>(
                List.of(new Thresholds(), new AlertStyle(), new LoopDriver(new TestingRules("x", 66), cycle -> {})));
        THREE.gears().forEach(gear -> drivers.add(new StaticGears(Map.of("m", gear.gear()))));

        for (Driver driver : drivers) {
            Figures figures = ClosedLoop.run(scenario, driver);
            assertThat(problem.costOf(figures)).as(driver.name()).isGreaterThanOrEqualTo(plan.leastCost() - 1e-9);
            assertThat(problem.costOf(figures)).as(driver.name()).isGreaterThan(plan.cost());
        }
    }

    @Test
    void battery_isPartOfTheState() throws Exception {
        Scenario scenario = Scenario.of(
                TestingScenes.recording(THREE, 40, i -> 10, 0),
                Setting.of(TestingScenes.device(TestingScenes.battery(4000)), 1).withStart(70, 0.5));
        OracleProblem problem = new OracleProblem(scenario, 1.5, 8);

        Oracle.Plan plan = new Oracle(new Grid(problem.cells(1e-9, 1e-12, 1e-9)), FULL).solve(problem);

        assertThat(plan.cost()).isCloseTo(bruteForce(problem, 0, problem.start()), within(1e-9));
    }

    /** Where cores are short one's delay is another's gain, and a full queue saves energy: the bound holds all the same. */
    @Test
    void shortCores_fullQueue_emptyBattery_throttledWithinAStage_areBracketed() throws Exception {
        int claimed = 0;
        for (int seed = 0; seed < 12; seed++) {
            Setting setting = Setting.of(
                            TestingScenes.device(seed % 3 == 0 ? TestingScenes.battery(1 + seed) : null), seed)
                    .withStart(66 + seed, 0.02);
            int load = seed % 4;
            Scenario scenario = Scenario.of(TestingScenes.recording(THREE, 36, i -> 14 + i * 7 % 19, load), setting);
            OracleProblem problem = new OracleProblem(scenario, seed % 2 == 0 ? 0.05 : 1.5, 6);
            double optimum = bruteForce(problem, 0, problem.start());

            for (double cell : new double[] {0.001, 0.1, 1, 10}) {
                Oracle.Plan plan = new Oracle(new Grid(problem.cells(cell, cell, cell)), FULL).solve(problem);

                assertThat(plan.cost()).as("seed %d, %s", seed, cell).isGreaterThanOrEqualTo(optimum - 1e-9);
                assertThat(plan.leastCost()).as("seed %d, %s", seed, cell).isLessThanOrEqualTo(optimum + 1e-9);
                assertThat(plan.leastCost()).as("seed %d, %s", seed, cell).isPositive();
                claimed += plan.errorRatio() < 0.05 ? 1 : 0;
            }
        }
        assertThat(claimed).as("bounds that say something").isGreaterThan(20);
    }
}
