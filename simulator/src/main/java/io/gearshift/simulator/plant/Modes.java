package io.gearshift.simulator.plant;

/** First-order linear dynamics {@code x' = -rate x + u} under an input that is constant over a step. */
public final class Modes {

    private Modes() {}

    /** What remains of a state after the step. */
    public static double decay(double ratePerS, double seconds) {
        return StrictMath.exp(-ratePerS * seconds);
    }

    /**
     * What an input of 1 adds over the step: {@code (1 - exp(-rate s)) / rate}, which is the step's length for a rate of
     * zero. {@code expm1} keeps it exact where rate times length is tiny.
     */
    public static double risen(double ratePerS, double seconds) {
        double z = ratePerS * seconds;
        return StrictMath.abs(z) < 1e-300 ? seconds : seconds * (-StrictMath.expm1(-z) / z);
    }
}
