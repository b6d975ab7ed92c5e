package io.gearshift.simulator.fit;

import io.gearshift.simulator.plant.Modes;
import java.util.ArrayList;
import java.util.List;

/**
 * How an output follows its inputs: {@code y = base + sum over modes and inputs of gain * x}, where {@code tau x' = input - x}.
 * For a temperature under heat this is a Foster network; with gains that are not negative it is one that can be built.
 *
 * @param tauS time constant of each mode, ascending
 * @param gains [mode][input], output units for each input unit, &gt;= 0
 * @param startedAt what is left of each mode's past at the first time, in output units
 */
public record Response(double base, double[] tauS, double[][] gains, double[] startedAt) {

    /** The output at each time, from the inputs alone. */
    public double[] output(Series series) {
        double[] y = new double[series.size()];
        java.util.Arrays.fill(y, base);
        for (int k = 0; k < tauS.length; k++) {
            add(y, decay(series.timeS(), tauS[k]), startedAt[k]);
            for (int m = 0; m < series.inputs().size(); m++) {
                add(y, filtered(series.timeS(), series.inputs().get(m), tauS[k]), gains[k][m]);
            }
        }
        return y;
    }

    /** Output for one unit of an input that stays. */
    public double steadyGain(int input) {
        double sum = 0;
        for (double[] gain : gains) {
            sum += gain[input];
        }
        return sum;
    }

    private static void add(double[] y, double[] column, double weight) {
        for (int i = 0; i < y.length; i++) {
            y[i] += weight * column[i];
        }
    }

    static double[] decay(double[] timeS, double tauS) {
        double[] left = new double[timeS.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = Modes.decay(1 / tauS, timeS[i] - timeS[0]);
        }
        return left;
    }

    /** Exact for an input that holds from each time to the next; zero at the first. */
    static double[] filtered(double[] timeS, double[] input, double tauS) {
        double[] x = new double[timeS.length];
        for (int i = 1; i < x.length; i++) {
            double seconds = timeS[i] - timeS[i - 1];
            x[i] = x[i - 1] * Modes.decay(1 / tauS, seconds) + input[i - 1] / tauS * Modes.risen(1 / tauS, seconds);
        }
        return x;
    }

    static List<double[]> regressors(Series series, double[] tauS) {
        List<double[]> columns = new ArrayList<>();
        double[] ones = new double[series.size()];
        java.util.Arrays.fill(ones, 1);
        columns.add(ones);
        for (double tau : tauS) {
            columns.add(decay(series.timeS(), tau));
            for (double[] input : series.inputs()) {
                columns.add(filtered(series.timeS(), input, tau));
            }
        }
        return columns;
    }
}
