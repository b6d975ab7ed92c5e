package io.gearshift.simulator.fit;

import java.util.Arrays;
import java.util.List;

/**
 * Inputs and one output on a common clock. An input holds from its time to the next.
 *
 * @param timeS ascending, seconds
 * @param inputs each as long as the times
 * @param output as long as the times
 */
public record Series(double[] timeS, List<double[]> inputs, double[] output) {

    public Series {
        inputs = List.copyOf(inputs);
        for (int i = 1; i < timeS.length; i++) {
            if (!(timeS[i] > timeS[i - 1])) {
                throw new IllegalArgumentException(
                        "time " + timeS[i] + " s after " + timeS[i - 1] + " s (expected: ascending)");
            }
        }
        for (double[] input : inputs) {
            sameLength(input.length, timeS.length);
        }
        sameLength(output.length, timeS.length);
    }

    private static void sameLength(int length, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException(length + " values (expected: " + expected + ", one for each time)");
        }
    }

    public int size() {
        return timeS.length;
    }

    public Series part(int from, int to) {
        return new Series(
                Arrays.copyOfRange(timeS, from, to),
                inputs.stream()
                        .map(input -> Arrays.copyOfRange(input, from, to))
                        .toList(),
                Arrays.copyOfRange(output, from, to));
    }
}
