package io.gearshift.simulator.fit;

/**
 * How good a fit is.
 *
 * @param fittedRmse on the part that was fitted, in the output's unit
 * @param heldOutRmse on the part that was not, from the inputs alone: the model never sees its output
 * @param steadyRmse of the simplest guess on the same part: the output stays at the last value fitted
 * @param fittedCount values that were fitted
 * @param heldOutCount values that were not
 */
public record Errors(double fittedRmse, double heldOutRmse, double steadyRmse, int fittedCount, int heldOutCount) {

    static Errors of(double[] output, double[] predicted, int fitted) {
        double[] steady = new double[output.length];
        java.util.Arrays.fill(steady, output[fitted - 1]);
        return new Errors(
                rmse(output, predicted, 0, fitted),
                rmse(output, predicted, fitted, output.length),
                rmse(output, steady, fitted, output.length),
                fitted,
                output.length - fitted);
    }

    /** NaN for an empty range. */
    static double rmse(double[] output, double[] predicted, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (output[i] - predicted[i]) * (output[i] - predicted[i]);
        }
        return Math.sqrt(sum / (to - from));
    }
}
