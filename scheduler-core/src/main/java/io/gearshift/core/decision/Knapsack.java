package io.gearshift.core.decision;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One option per model with the highest total value under two budgets: a multiple-choice knapsack.
 *
 * <p>Depth-first branch and bound over options in falling value; the bounds are the sums of each remaining model's best
 * value and least use of each budget. A handful of models with a dozen options each takes some tens of nodes. Past {@link #NODE_LIMIT} nodes the best
 * found so far stands, so that the time of a decision is bounded; the count, not a clock, keeps it reproducible.
 */
final class Knapsack {

    private static final int NODE_LIMIT = 20_000;

    private final double[][] values;
    private final double[][] memory;
    private final double[][] power;
    private final Budgets budgets;
    private final double[] bestRest;
    private final double[] leastRestMemory;
    private final double[] leastRestPower;
    private final int[] path;
    private int @Nullable [] best;
    private double bestValue = Double.NEGATIVE_INFINITY;
    private int nodes;

    private Knapsack(double[][] values, double[][] memory, double[][] power, Budgets budgets) {
        this.values = values;
        this.memory = memory;
        this.power = power;
        this.budgets = budgets;
        this.path = new int[values.length];
        this.bestRest = new double[values.length + 1];
        for (int m = values.length - 1; m >= 0; m--) {
            bestRest[m] = bestRest[m + 1] + (values[m].length == 0 ? 0 : values[m][0]);
        }
        this.leastRestMemory = leastRest(memory);
        this.leastRestPower = leastRest(power);
    }

    private static double[] leastRest(double[][] use) {
        double[] rest = new double[use.length + 1];
        for (int m = use.length - 1; m >= 0; m--) {
            rest[m] = rest[m + 1] + Arrays.stream(use[m]).min().orElse(0);
        }
        return rest;
    }

    /**
     * @param values per model, in falling order; memory and power beside them
     * @return index per model, or null when no combination fits
     */
    static int @Nullable [] solve(double[][] values, double[][] memory, double[][] power, Budgets budgets) {
        Knapsack search = new Knapsack(values, memory, power, budgets);
        search.visit(0, 0, 0, 0);
        return search.best;
    }

    private void visit(int model, double value, double usedMemory, double usedPower) {
        boolean isOver = usedMemory + leastRestMemory[model] > budgets.memoryBytes()
                || usedPower + leastRestPower[model] > budgets.powerW();
        if (isOver || ++nodes > NODE_LIMIT) {
            return;
        }
        if (model == values.length) {
            if (value > bestValue) {
                bestValue = value;
                best = Arrays.copyOf(path, path.length);
            }
            return;
        }
        for (int i = 0; i < values[model].length; i++) {
            if (value + values[model][i] + bestRest[model + 1] <= bestValue) {
                return;
            }
            path[model] = i;
            visit(model + 1, value + values[model][i], usedMemory + memory[model][i], usedPower + power[model][i]);
        }
    }
}
