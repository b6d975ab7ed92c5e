package io.gearshift.registry.derive.prune;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/** Sums of products of columns over rows of samples, for least squares. Not thread-safe. */
final class Gram {

    /** Rows that are added at once: a row of the sums is then read once for all of them, from the nearest memory. */
    private static final int BLOCK = 32;

    private final double[][] columns;
    private final double[][] targets;
    private final double[][] rows = new double[BLOCK][];
    private final double[][] rowTargets = new double[BLOCK][];
    private int held;

    /**
     * @param count of the columns that explain
     * @param targetCount of those that are explained; may be 0
     */
    Gram(int count, int targetCount) {
        columns = new double[count][count];
        targets = new double[count][targetCount];
    }

    void add(double[] row, double[] target) {
        rows[held] = row.clone();
        rowTargets[held] = target.clone();
        held++;
        if (held == BLOCK) {
            flush();
        }
    }

    private void flush() {
        for (int i = 0; i < columns.length; i++) {
            int r = 0;
            for (; r + 3 < held; r += 4) {
                addFour(columns[i], i, rows, r, i + 1);
                addFour(targets[i], i, rowTargets, r, targets[i].length);
            }
            for (; r < held; r++) {
                addOne(columns[i], rows[r][i], rows[r], i + 1);
                addOne(targets[i], rows[r][i], rowTargets[r], targets[i].length);
            }
        }
        held = 0;
    }

    /** Four rows at once, so that the sums are read and written once for them. */
    private void addFour(double[] sums, int column, double[][] values, int first, int count) {
        double a = rows[first][column];
        double b = rows[first + 1][column];
        double c = rows[first + 2][column];
        double d = rows[first + 3][column];
        // Behind a ReLU most are 0.
        if (a == 0 && b == 0 && c == 0 && d == 0) {
            return;
        }
        double[] v = values[first];
        double[] w = values[first + 1];
        double[] x = values[first + 2];
        double[] y = values[first + 3];
        for (int j = 0; j < count; j++) {
            sums[j] += a * v[j] + b * w[j] + c * x[j] + d * y[j];
        }
    }

    private static void addOne(double[] sums, double factor, double[] values, int count) {
        for (int j = 0; factor != 0 && j < count; j++) {
            sums[j] += factor * values[j];
        }
    }

    int size() {
        return columns.length;
    }

    double at(int i, int j) {
        if (held > 0) {
            flush();
        }
        return i >= j ? columns[i][j] : columns[j][i];
    }

    double target(int i, int j) {
        if (held > 0) {
            flush();
        }
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
