package io.gearshift.registry.derive.prune;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/** Sums of products of columns over rows of samples, for least squares. Not thread-safe. */
final class Gram {

    private final double[][] columns;
    private final double[][] targets;

    /**
     * @param count of the columns that explain
     * @param targetCount of those that are explained; may be 0
     */
    Gram(int count, int targetCount) {
        columns = new double[count][count];
        targets = new double[count][targetCount];
    }

    void add(double[] row, double[] target) {
        for (int i = 0; i < row.length; i++) {
            double value = row[i];
            // Behind a ReLU most are 0.
            if (value != 0) {
                double[] sums = columns[i];
                for (int j = 0; j <= i; j++) {
                    sums[j] += value * row[j];
                }
                double[] products = targets[i];
                for (int j = 0; j < target.length; j++) {
                    products[j] += value * target[j];
                }
            }
        }
    }

    int size() {
        return columns.length;
    }

    double at(int i, int j) {
        return i >= j ? columns[i][j] : columns[j][i];
    }

    double target(int i, int j) {
        return targets[i][j];
    }

    /** The sums of these columns alone. */
    double[][] part(int[] rows, int[] others) {
        double[][] part = new double[rows.length][others.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < others.length; j++) {
                part[i][j] = at(rows[i], others[j]);
            }
        }
        return part;
    }

    /**
     * Solves a ridge-regularised least-squares problem.
     *
     * @param sums symmetric; changed
     * @param ridge share of the mean of the diagonal that is added to it
     */
    static double[][] solve(double[][] sums, double[][] right, double ridge) {
        addRidge(sums, ridge);
        RealMatrix matrix = new Array2DRowRealMatrix(sums, false);
        return decompose(matrix)
                .getSolver()
                .solve(new Array2DRowRealMatrix(right, false))
                .getData();
    }

    static double[][] inverse(double[][] sums, double ridge) {
        addRidge(sums, ridge);
        return decompose(new Array2DRowRealMatrix(sums, false))
                .getSolver()
                .getInverse()
                .getData();
    }

    private static CholeskyDecomposition decompose(RealMatrix matrix) {
        // Rounding makes sums of many products a little unsymmetric; the ridge makes them positive.
        return new CholeskyDecomposition(matrix, 1e-6, 0);
    }

    private static void addRidge(double[][] sums, double ridge) {
        double trace = 0;
        for (int i = 0; i < sums.length; i++) {
            trace += sums[i][i];
        }
        double added = Math.max(ridge * trace / Math.max(1, sums.length), 1e-12);
        for (int i = 0; i < sums.length; i++) {
            sums[i][i] += added;
        }
    }
}
