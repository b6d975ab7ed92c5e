package io.gearshift.registry.derive.prune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What one group of a consumer makes of its input channels, one place at a time: how much its answer changes when channels
 * go and the others stand in for them as well as they can. Channels go one set after the other. Not thread-safe.
 *
 * <p>Removing columns S from a least-squares problem with inverse second moments H and weights W costs
 * {@code tr(W_S' (H_SS)^-1 W_S)}; the rest then takes {@code W - H_:S (H_SS)^-1 W_S}. Source: Hassibi and Stork, Optimal
 * Brain Surgeon, 1993; for structures Kurtic and others, ZipLM, 2023.
 */
final class View {

    private static final double RIDGE = 1e-3;

    private final double[][] inverse;
    private final double[][] weights;
    private final Map<Integer, int[]> columns;
    private final double energy;

    /**
     * @param moments of the group's input channels
     * @param weights a row an input channel; changed
     * @param columns input channels of each set
     */
    View(double[][] moments, double[][] weights, Map<Integer, int[]> columns) {
        this.weights = weights;
        this.columns = Map.copyOf(columns);
        this.energy = energy(moments, weights);
        this.inverse = Gram.inverse(moments, RIDGE);
    }

    private static double energy(double[][] moments, double[][] weights) {
        double energy = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                energy += moments[i][j] * dot(weights[i], weights[j]);
            }
        }
        return Math.max(energy, 1e-30);
    }

    /** Share of the answer's energy that is lost with the set, once the others stand in; 0 when it is not read here. */
    double cost(int set) {
        int[] gone = columns.getOrDefault(set, new int[0]);
        if (gone.length == 0) {
            return 0;
        }
        if (gone.length == 1) {
            return dot(weights[gone[0]], weights[gone[0]]) / inverse[gone[0]][gone[0]] / energy;
        }
        double[][] own = rows(weights, gone);
        double[][] scaled = Gram.solve(block(gone), copy(own), 0);
        double cost = 0;
        for (int i = 0; i < gone.length; i++) {
            cost += dot(own[i], scaled[i]);
        }
        return cost / energy;
    }

    /** Sets that go together. */
    void remove(List<Integer> sets) {
        int[] gone = sets.stream()
                .flatMapToInt(set -> Arrays.stream(columns.getOrDefault(set, new int[0])))
                .toArray();
        if (gone.length == 0) {
            return;
        }
        double[][] block = block(gone);
        double[][] own = rows(inverse, gone);
        double[][] forWeights = Gram.solve(copy(block), rows(weights, gone), 0);
        double[][] forInverse = Gram.solve(block, copy(own), 0);
        for (int i = 0; i < weights.length; i++) {
            for (int k = 0; k < gone.length; k++) {
                double share = own[k][i];
                if (share != 0) {
                    subtract(weights[i], share, forWeights[k]);
                    subtract(inverse[i], share, forInverse[k]);
                }
            }
        }
        for (int column : gone) {
            Arrays.fill(weights[column], 0);
            Arrays.fill(inverse[column], 0);
            for (double[] row : inverse) {
                row[column] = 0;
            }
            inverse[column][column] = 1;
        }
    }

    private double[][] block(int[] gone) {
        double[][] block = new double[gone.length][gone.length];
        for (int i = 0; i < gone.length; i++) {
            for (int j = 0; j < gone.length; j++) {
                block[i][j] = inverse[gone[i]][gone[j]];
            }
        }
        return block;
    }

    private static double[][] rows(double[][] matrix, int[] rows) {
        List<double[]> some = new ArrayList<>();
        for (int row : rows) {
            some.add(matrix[row].clone());
        }
        return some.toArray(double[][]::new);
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = matrix.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double[] from, double share, double[] what) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= share * what[i];
        }
    }
}
