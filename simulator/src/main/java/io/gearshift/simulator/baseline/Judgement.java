package io.gearshift.simulator.baseline;

import io.gearshift.simulator.closedloop.ClosedLoop;
import io.gearshift.simulator.closedloop.Driver;
import io.gearshift.simulator.closedloop.Figures;
import io.gearshift.simulator.closedloop.OracleProblem;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.oracle.Grid;
import io.gearshift.simulator.oracle.Oracle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Runs on one scenario, each with its distance from the oracle.
 *
 * @param errorJ price of a wrong answer, by which the oracle weighs energy and errors
 * @param turnsPerStage turns of the loop from one chance of the oracle to shift to the next
 * @param oracleErrorRatio by how much the oracle's plan may cost more than the optimum; NaN when that is unknown
 * @param runs the oracle's first
 */
public record Judgement(Scenario scenario, double errorJ, int turnsPerStage, double oracleErrorRatio, List<Run> runs) {

    /**
     * @param energyVsOracle energy over the oracle's
     * @param errorVsOracle share of wrong answers over the oracle's
     * @param costVsOracle energy and priced errors together over the oracle's
     */
    public record Run(Figures figures, double energyVsOracle, double errorVsOracle, double costVsOracle) {}

    /** Follows a judgement while it is made. */
    public interface Watch {

        /** @param what {@link #PLANNING}, or the name of the run that begins */
        void begins(String what);

        /** On the thread that told of the beginning; others may be at work. */
        default void ended(String what) {}

        /** @return watches the device under this run */
        default ClosedLoop.Listener listener(String run) {
            return moment -> {};
        }
    }

    /** The search for the best plan. */
    public static final String PLANNING = "plan of the oracle";

    /** Name of the run by the best plan. */
    public static final String ORACLE = "oracle";

    /** Beyond so many turns the oracle may shift at every second, third... only. */
    private static final int MOST_STAGES = 20_000;

    private static final int MOST_GROUPS = 5_000;
    private static final long MOST_STEPS = 3_000_000;
    private static final double NEAR_ENOUGH = 1e-3;
    private static final int MOST_PASSES = 8;
    private static final double CELL_C = 0.5;
    private static final double CELL_CHARGE_RATIO = 0.01;
    private static final double CELL_S = 0.2;

    public Judgement {
        runs = List.copyOf(runs);
    }

    public static Judgement of(Scenario scenario, List<? extends Driver> drivers, double errorJ) {
        return of(scenario, drivers, errorJ, run -> {});
    }

    /** @throws IllegalArgumentException when the models or their gears change during the scenario */
    public static Judgement of(Scenario scenario, List<? extends Driver> drivers, double errorJ, Watch watch) {
        return of(scenario, drivers, errorJ, watch, Workers.of(1));
    }

    /** @throws IllegalArgumentException when the models or their gears change during the scenario */
    @SuppressWarnings("IllegalCatch") // the workers know of no other
    public static Judgement of(
            Scenario scenario, List<? extends Driver> drivers, double errorJ, Watch watch, Workers workers) {
        int turns = (scenario.intervals().size() + MOST_STAGES - 1) / MOST_STAGES;
        OracleProblem problem = new OracleProblem(scenario, errorJ, turns);
        List<Callable<Ran>> work = new ArrayList<>();
        ClosedLoop.Listener oracle = watch.listener(ORACLE);
        work.add(() -> planned(scenario, problem, turns, watch, oracle));
        for (Driver driver : drivers) {
            ClosedLoop.Listener listener = watch.listener(driver.name());
            work.add(() -> new Ran(run(scenario, driver, watch, listener), Double.NaN));
        }
        try {
            List<Ran> ran = workers.all(work);
            Figures best = ran.get(0).figures();
            List<Run> runs =
                    ran.stream().map(one -> run(one.figures(), best, problem)).toList();
            return new Judgement(scenario, errorJ, turns, ran.get(0).errorRatio(), runs);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param errorRatio of a plan; NaN for other runs */
    private record Ran(Figures figures, double errorRatio) {}

    private static Ran planned(
            Scenario scenario, OracleProblem problem, int turns, Watch watch, ClosedLoop.Listener listener) {
        watch.begins(PLANNING);
        Grid grid = new Grid(problem.cells(CELL_C, CELL_CHARGE_RATIO, CELL_S));
        Oracle.Effort effort = new Oracle.Effort(MOST_GROUPS, MOST_STEPS / turns, NEAR_ENOUGH, MOST_PASSES);
        Oracle.Plan plan = new Oracle(grid, effort).solve(problem);
        watch.ended(PLANNING);
        Driver driver = new PlannedGears(ORACLE, problem.plan(plan.choices()), turns);
        return new Ran(run(scenario, driver, watch, listener), plan.errorRatio());
    }

    private static Figures run(Scenario scenario, Driver driver, Watch watch, ClosedLoop.Listener listener) {
        watch.begins(driver.name());
        Figures figures = ClosedLoop.run(scenario, driver, listener);
        watch.ended(driver.name());
        return figures;
    }

    private static Run run(Figures figures, Figures best, OracleProblem problem) {
        return new Run(
                figures,
                figures.energyJ() / best.energyJ(),
                figures.errorRatio() / best.errorRatio(),
                problem.costOf(figures) / problem.costOf(best));
    }
}
