package io.gearshift.simulator.fit;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Linear least squares in which chosen coefficients must not be negative: the best of all subsets of them, for the few there
 * are, so that it is exact and ends for sure.
 */
final class NonNegative {

    private static final int MOST = 12;

    private NonNegative() {}

    /**
     * @param columns regressors, each as long as {@code y}
     * @param isBounded which coefficients must be &gt;= 0; at most 12 of them
     * @return coefficients
     */
    static double[] solve(List<double[]> columns, boolean[] isBounded, double[] y) {
        int n = columns.size();
        List<Integer> bounded = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (isBounded[i]) {
                bounded.add(i);
            }
        }
        if (bounded.size() > MOST) {
            throw new IllegalArgumentException(
                    bounded.size() + " bounded coefficients (expected: at most " + MOST + ")");
        }
        RealMatrix gram = new Array2DRowRealMatrix(n, n);
        double[] moment = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                double dot = dot(columns.get(i), columns.get(j));
                gram.setEntry(i, j, dot);
                gram.setEntry(j, i, dot);
            }
            moment[i] = dot(columns.get(i), y);
        }
        double[] best = new double[n];
        double least = Double.POSITIVE_INFINITY;
        for (int off = 0; off < 1 << bounded.size(); off++) {
            double[] found = restricted(gram, moment, bounded, off);
            double loss = loss(gram, moment, found);
            if (isFeasible(found, bounded) && loss < least) {
                least = loss;
                best = found;
            }
        }
        return best;
    }

    private static double[] restricted(RealMatrix gram, double[] moment, List<Integer> bounded, int off) {
        List<Integer> used = new ArrayList<>();
        for (int i = 0; i < moment.length; i++) {
            int place = bounded.indexOf(i);
            if (place < 0 || (off >> place & 1) == 0) {
                used.add(i);
            }
        }
        double[] all = new double[moment.length];
        if (used.isEmpty()) {
            return all;
        }
        int[] rows = used.stream().mapToInt(Integer::intValue).toArray();
        double[] scale = new double[rows.length];
        RealMatrix part = new Array2DRowRealMatrix(rows.length, rows.length);
        double[] right = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            scale[i] = Math.sqrt(Math.max(1e-300, gram.getEntry(rows[i], rows[i])));
        }
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                part.setEntry(i, j, gram.getEntry(rows[i], rows[j]) / (scale[i] * scale[j]));
            }
            right[i] = moment[rows[i]] / scale[i];
        }
        double[] solved = new SingularValueDecomposition(part)
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
        for (int i = 0; i < rows.length; i++) {
            all[rows[i]] = solved[i] / scale[i];
        }
        return all;
    }

    private static boolean isFeasible(double[] found, List<Integer> bounded) {
        return bounded.stream().allMatch(i -> found[i] >= 0);
    }

    /** Squared error less that of zero. */
    private static double loss(RealMatrix gram, double[] moment, double[] found) {
        double[] product = gram.operate(found);
        double sum = 0;
        for (int i = 0; i < found.length; i++) {
            sum += found[i] * (product[i] - 2 * moment[i]);
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
