package io.gearshift.registry.derive.prune;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * Sets weights of one matrix to 0, column by column; the columns behind make good what each has lost. Pure.
 *
 * <p>A weight's loss is {@code w^2 / u^2}, u the diagonal of the upper Cholesky factor of the inverse second moments of the
 * inputs. Source: Frantar and Alistarh, SparseGPT, 2023; after Hassibi and Stork, Optimal Brain Surgeon, 1993.
 */
final class Sparsity {

    /** Columns whose weights compete with each other. Source: the paper's own choice. */
    private static final int BLOCK = 128;

    private static final double RIDGE = 1e-2;

    private static final int FOUR = 4;

    private Sparsity() {}

    /**
     * @param weights a row an output, a column an input; changed
     * @param moments of the inputs; changed
     * @param columns those that may lose weights come first; the rest, such as a bias, only make good
     * @param ratio share of the weights of those columns; with {@link Pattern#TWO_OF_FOUR} not looked at
     */
    static void apply(double[][] weights, double[][] moments, int columns, double ratio, Pattern pattern) {
        double[][] inverse = Gram.inverse(moments, RIDGE);
        double[][] upper = new CholeskyDecomposition(new Array2DRowRealMatrix(inverse, false), 1e-6, 0)
                .getLT()
                .getData();
        int step = pattern == Pattern.TWO_OF_FOUR ? FOUR : BLOCK;
        for (int from = 0; from < columns; from += step) {
            int to = Math.min(columns, from + step);
            boolean[][] gone = pattern == Pattern.TWO_OF_FOUR
                    ? leastOfFour(weights, upper, from)
                    : least(weights, upper, from, to, ratio);
            for (int column = from; column < to; column++) {
                remove(weights, upper, column, gone, column - from);
            }
        }
    }

    private static double loss(double[][] weights, double[][] upper, int row, int column) {
        double share = weights[row][column] / upper[column][column];
        return share * share;
    }

    private static boolean[][] least(double[][] weights, double[][] upper, int from, int to, double ratio) {
        int width = to - from;
        double[] losses = new double[weights.length * width];
        for (int row = 0; row < weights.length; row++) {
            for (int i = 0; i < width; i++) {
                losses[row * width + i] = loss(weights, upper, row, from + i);
            }
        }
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        int count = (int) Math.round(ratio * losses.length);
        double bound = count == 0 ? -1 : sorted[count - 1];
        boolean[][] gone = new boolean[weights.length][width];
        for (int i = 0; i < losses.length; i++) {
            gone[i / width][i % width] = losses[i] <= bound;
        }
        return gone;
    }

    private static boolean[][] leastOfFour(double[][] weights, double[][] upper, int from) {
        boolean[][] gone = new boolean[weights.length][FOUR];
        for (int row = 0; row < weights.length; row++) {
            double[] losses = new double[FOUR];
            for (int i = 0; i < FOUR; i++) {
                losses[i] = loss(weights, upper, row, from + i);
            }
            for (int count = 0; count < FOUR / 2; count++) {
                int best = -1;
                for (int i = 0; i < FOUR; i++) {
                    best = !gone[row][i] && (best < 0 || losses[i] < losses[best]) ? i : best;
                }
                gone[row][best] = true;
            }
        }
        return gone;
    }

    private static void remove(double[][] weights, double[][] upper, int column, boolean[][] gone, int at) {
        double[] factors = upper[column];
        for (int row = 0; row < weights.length; row++) {
            if (gone[row][at]) {
                double error = weights[row][column] / factors[column];
                double[] values = weights[row];
                for (int j = column + 1; j < values.length; j++) {
                    values[j] -= error * factors[j];
                }
                values[column] = 0;
            }
        }
    }
}
