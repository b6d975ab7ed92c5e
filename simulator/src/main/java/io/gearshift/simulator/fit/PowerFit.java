package io.gearshift.simulator.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds what a device draws with nothing to do, and what each component adds when it is busy all the time: {@code P = idle +
 * sum of watts * busy share}, no part negative. Source: L. Zhang et al., "Accurate online power estimation and automatic
 * battery behavior based power model generation for smartphones" (PowerTutor), CODES+ISSS 2010.
 */
public final class PowerFit {

    private final double fittedRatio;

    /** @param fittedRatio leading part of the series that is fitted, 0.1..0.95 */
    public PowerFit(double fittedRatio) {
        this.fittedRatio = fittedRatio;
    }

    /** @param activeW of each input at a busy share of 1 */
    public record Result(double idleW, double[] activeW, Errors errors) {}

    /**
     * @param series inputs: busy shares 0..1; output: power in watts
     * @throws FitException for too few values
     */
    public Result fit(Series series) throws FitException {
        int fitted = (int) Math.round(series.size() * fittedRatio);
        int unknown = 1 + series.inputs().size();
        if (fitted < unknown || fitted >= series.size()) {
            throw new FitException(
                    series.size() + " values (expected: at least " + unknown + " to fit and one to hold out)");
        }
        double[] ones = new double[series.size()];
        Arrays.fill(ones, 1);
        List<double[]> columns = new ArrayList<>();
        columns.add(ones);
        columns.addAll(series.inputs());
        boolean[] isBounded = new boolean[unknown];
        Arrays.fill(isBounded, true);
        double[] found = NonNegative.solve(
                columns.stream().map(column -> Arrays.copyOf(column, fitted)).toList(),
                isBounded,
                Arrays.copyOf(series.output(), fitted));
        double[] predicted = new double[series.size()];
        for (int i = 0; i < predicted.length; i++) {
            for (int k = 0; k < unknown; k++) {
                predicted[i] += found[k] * columns.get(k)[i];
            }
        }
        return new Result(
                found[0], Arrays.copyOfRange(found, 1, unknown), Errors.of(series.output(), predicted, fitted));
    }
}
