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

        /** @return watches the device under this run */
        default ClosedLoop.Listener listener(String run) {
            return moment -> {};
        }
    }

    /** The search for the best plan. */
    public static final String PLANNING = "plan of the oracle";

    /** Name of the run by the best plan. */
    public static final String ORACLE = "oracle";

    /** Stages of a scenario; with more the oracle gets slow and not much better. */
    private static final int MOST_STAGES = 300;

    private static final int MOST_GROUPS = 300;
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
        watch.begins(PLANNING);
        int turns = (scenario.intervals().size() + MOST_STAGES - 1) / MOST_STAGES;
        OracleProblem problem = new OracleProblem(scenario, errorJ, turns);
        Grid grid = new Grid(problem.cells(CELL_C, CELL_CHARGE_RATIO, CELL_S));
        Oracle.Plan plan = new Oracle(grid, MOST_GROUPS).solve(problem);
        watch.begins(ORACLE);
        Driver planned = new PlannedGears(ORACLE, problem.plan(plan.choices()), turns);
        Figures best = ClosedLoop.run(scenario, planned, watch.listener(ORACLE));
        List<Run> runs = new ArrayList<>();
        runs.add(run(best, best, problem));
        for (Driver driver : drivers) {
            watch.begins(driver.name());
            runs.add(run(ClosedLoop.run(scenario, driver, watch.listener(driver.name())), best, problem));
        }
        return new Judgement(scenario, errorJ, turns, plan.errorRatio(), runs);
    }

    private static Run run(Figures figures, Figures best, OracleProblem problem) {
        return new Run(
                figures,
                figures.energyJ() / best.energyJ(),
                figures.errorRatio() / best.errorRatio(),
                problem.costOf(figures) / problem.costOf(best));
    }
}
