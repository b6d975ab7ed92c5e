package io.gearshift.simulator.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OracleTest {

    private static final int CASES = 60;

    /** The first pass has cells sixteen times as wide as the grid's. */
    private static final Oracle.Effort ONE_PASS = new Oracle.Effort(5000, Long.MAX_VALUE, 0, 1);

    /** Cells so fine that only equal temperatures meet. */
    @Test
    void fineGrid_isTheBruteForceOptimum() {
        for (int seed = 0; seed < CASES; seed++) {
            HotPlate problem = new HotPlate(7, 3, seed, seed % 2 == 0);

            Oracle.Plan plan = new Oracle(new Grid(new double[] {1e-9}), ONE_PASS).solve(problem);

            assertThat(plan.cost()).as("seed %d", seed).isCloseTo(problem.bruteForce(), within(1e-9));
            assertThat(plan.errorRatio()).as("seed %d", seed).isLessThan(1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 3, 100})
    void anyGrid_bracketsTheBruteForceOptimum(double cellC) {
        int missed = 0;
        for (int seed = 0; seed < CASES; seed++) {
            HotPlate problem = new HotPlate(7, 3, seed, seed % 2 == 0);
            double optimum = problem.bruteForce();

            Oracle.Plan plan = new Oracle(new Grid(new double[] {cellC}), ONE_PASS).solve(problem);

            assertThat(plan.cost()).as("seed %d", seed).isGreaterThanOrEqualTo(optimum - 1e-9);
            assertThat(plan.leastCost()).as("seed %d", seed).isLessThanOrEqualTo(optimum + 1e-9);
            assertThat(problem.costOf(plan.choices())).as("seed %d", seed).isCloseTo(plan.cost(), within(1e-9));
            if (plan.isOptimal()) {
                assertThat(plan.cost()).as("seed %d", seed).isCloseTo(optimum, within(1e-9));
            }
            missed += plan.cost() > optimum + 1e-6 ? 1 : 0;
        }
        if (cellC == 100) {
            assertThat(missed).as("cases that are hard enough").isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void coarseGrid_doesNotClaimToBeOptimal() {
        int claimed = 0;
        for (int seed = 0; seed < CASES; seed++) {
            claimed += new Oracle(new Grid(new double[] {100}), ONE_PASS)
                            .solve(new HotPlate(7, 3, seed, false))
                            .isOptimal()
                    ? 1
                    : 0;
        }
        assertThat(claimed).isZero();
    }

    @Test
    void halvedGrid_narrowsTheBracket() {
        double coarse = 0;
        double fine = 0;
        for (int seed = 0; seed < 20; seed++) {
            HotPlate problem = new HotPlate(60, 3, seed, false);
            coarse += new Oracle(new Grid(new double[] {0.25}), ONE_PASS)
                    .solve(problem)
                    .errorRatio();
            fine += new Oracle(new Grid(new double[] {0.25}).times(1.0 / 64), ONE_PASS)
                    .solve(problem)
                    .errorRatio();
        }
        assertThat(fine).isLessThan(coarse / 2);
        assertThat(fine / 20).isLessThan(0.02);
    }

    @Test
    void grid_withoutWidth_isRefused() {
        assertThatThrownBy(() -> new Grid(new double[] {0})).hasMessage("cell: 0.0 (expected: > 0)");
    }
}
