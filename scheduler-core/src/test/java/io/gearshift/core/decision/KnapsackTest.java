package io.gearshift.core.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnapsackTest {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** One to five models with one to six options each, under budgets that bind in most instances. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void solution_smallInstance_isTheBestOfAll(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(5);
        double[][] values = new double[n][];
        double[][] memory = new double[n][];
        double[][] power = new double[n][];
        for (int m = 0; m < n; m++) {
            int options = 1 + random.nextInt(6);
            values[m] = falling(random, options);
            memory[m] = random.doubles(options, 0, 10).toArray();
            power[m] = random.doubles(options, 0, 10).toArray();
        }
        Budgets budgets = new Budgets(n * (2 + 4 * random.nextDouble()), n * (2 + 4 * random.nextDouble()));

        int[] picks = Knapsack.solve(values, memory, power, budgets);

        double best = best(values, memory, power, budgets, 0, 0, 0, 0);
        if (best == Double.NEGATIVE_INFINITY) {
            assertThat(picks).isNull();
        } else {
            assertThat(sum(values, picks)).isCloseTo(best, within(1e-9));
            assertThat(sum(memory, picks)).isLessThanOrEqualTo(budgets.memoryBytes());
            assertThat(sum(power, picks)).isLessThanOrEqualTo(budgets.powerW());
        }
    }

    private static double[] falling(Random random, int size) {
        double[] values = random.doubles(size, -1, 1).sorted().toArray();
        for (int i = 0; i < size / 2; i++) {
            double swapped = values[i];
            values[i] = values[size - 1 - i];
            values[size - 1 - i] = swapped;
        }
        return values;
    }

    private static double sum(double[][] of, int[] picks) {
        double sum = 0;
        for (int m = 0; m < picks.length; m++) {
            sum += of[m][picks[m]];
        }
        return sum;
    }

    private static double best(
            double[][] values,
            double[][] memory,
            double[][] power,
            Budgets budgets,
            int m,
            double v,
            double b,
            double w) {
        if (b > budgets.memoryBytes() || w > budgets.powerW()) {
            return Double.NEGATIVE_INFINITY;
        }
        if (m == values.length) {
            return v;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values[m].length; i++) {
            best = Math.max(
                    best,
                    best(values, memory, power, budgets, m + 1, v + values[m][i], b + memory[m][i], w + power[m][i]));
        }
        return best;
    }

    /** 40 models with 20 options and a budget that defeats the bound: the answer comes, is valid and always the same. */
    @Test
    void solution_hugeInstance_endsAtTheNodeLimitWithAValidAnswer() {
        double[][] values = new double[40][20];
        double[][] memory = new double[40][20];
        Random random = new Random(1);
        for (int m = 0; m < 40; m++) {
            values[m] = falling(random, 20);
            for (int i = 0; i < 20; i++) {
                memory[m][i] = 2 + values[m][i] + 0.1 * random.nextDouble();
            }
        }
        Budgets budgets = new Budgets(100, Double.POSITIVE_INFINITY);

        int[] picks = Knapsack.solve(values, memory, new double[40][20], budgets);

        assertThat(picks).isNotNull();
        assertThat(sum(memory, picks)).isLessThanOrEqualTo(100);
        assertThat(Arrays.equals(picks, Knapsack.solve(values, memory, new double[40][20], budgets)))
                .isTrue();
    }
}
