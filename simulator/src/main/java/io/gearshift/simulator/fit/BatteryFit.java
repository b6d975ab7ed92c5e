package io.gearshift.simulator.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the resistance of a battery, its voltage at rest over the charge that it went through, and its capacity.
 *
 * <p>{@code V = u(charge) - R I} is linear in the resistance and in the voltage at rest at the ends of the charge seen, which is
 * taken as a straight line between them; the capacity is what the current carried over the charge that went: least squares, as
 * G. L. Plett, "Battery Management Systems", volume 2, Artech House 2016, chapters 2 and 4.
 */
public final class BatteryFit {

    private final double fittedRatio;

    /** @param fittedRatio leading part of the series that is fitted, 0.1..0.95 */
    public BatteryFit(double fittedRatio) {
        this.fittedRatio = fittedRatio;
    }

    /**
     * @param lowVolt at rest at {@code lowCharge}
     * @param highVolt at rest at {@code highCharge}
     * @param capacityAs NaN when the charge moved by less than three of the gauge's points, 0.03
     * @param errors of the voltage
     */
    public record Result(
            double resistanceOhm,
            double lowCharge,
            double lowVolt,
            double highCharge,
            double highVolt,
            double capacityAs,
            Errors errors) {}

    /**
     * @param series inputs: current in ampere, positive while drained, and charge 0..1; output: voltage
     * @throws FitException for a current that never changes, or too few values
     */
    public Result fit(Series series) throws FitException {
        int fitted = (int) Math.round(series.size() * fittedRatio);
        if (fitted < 3 || fitted >= series.size()) {
            throw new FitException(series.size() + " values (expected: at least 3 to fit and one to hold out)");
        }
        Series part = series.part(0, fitted);
        double[] current = part.inputs().get(0);
        if (spread(current) == 0) {
            throw new FitException("the current is " + current[0] + " A all the time (expected: one that changes)");
        }
        double[] charge = part.inputs().get(1);
        double low = java.util.Arrays.stream(charge).min().orElseThrow();
        double width = spread(charge);
        List<double[]> columns = new ArrayList<>(columns(part, low));
        double[] found = NonNegative.solve(
                width == 0 ? columns.subList(0, 2) : columns,
                width == 0 ? new boolean[] {true, true} : new boolean[] {true, true, true},
                part.output());
        double slope = width == 0 ? 0 : found[2];
        double[] all = predicted(series, low, found[0], found[1], slope);
        return new Result(
                found[0],
                low,
                found[1],
                low + width,
                found[1] + slope * width,
                width < 0.03 ? Double.NaN : capacityAs(part),
                Errors.of(series.output(), all, fitted));
    }

    private static List<double[]> columns(Series part, double low) {
        int n = part.size();
        double[] drop = new double[n];
        double[] ones = new double[n];
        double[] above = new double[n];
        for (int i = 0; i < n; i++) {
            drop[i] = -part.inputs().get(0)[i];
            ones[i] = 1;
            above[i] = part.inputs().get(1)[i] - low;
        }
        return List.of(drop, ones, above);
    }

    private static double[] predicted(Series series, double low, double ohm, double volt, double slope) {
        double[] y = new double[series.size()];
        for (int i = 0; i < y.length; i++) {
            y[i] = volt
                    + slope * (series.inputs().get(1)[i] - low)
                    - ohm * series.inputs().get(0)[i];
        }
        return y;
    }

    /** Of the line {@code charge = start - carried / capacity}. */
    private static double capacityAs(Series part) throws FitException {
        double[] carried = new double[part.size()];
        double[] ones = new double[part.size()];
        ones[0] = 1;
        for (int i = 1; i < carried.length; i++) {
            carried[i] = carried[i - 1] - part.inputs().get(0)[i - 1] * (part.timeS()[i] - part.timeS()[i - 1]);
            ones[i] = 1;
        }
        double[] found = NonNegative.solve(
                List.of(ones, carried),
                new boolean[] {false, true},
                part.inputs().get(1));
        if (!(found[1] > 0)) {
            throw new FitException("the charge does not fall while current flows (expected: current in ampere, positive"
                    + " while the battery is drained)");
        }
        return 1 / found[1];
    }

    private static double spread(double[] values) {
        return java.util.Arrays.stream(values).max().orElseThrow()
                - java.util.Arrays.stream(values).min().orElseThrow();
    }
}
