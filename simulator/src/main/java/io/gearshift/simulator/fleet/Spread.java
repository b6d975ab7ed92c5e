package io.gearshift.simulator.fleet;

import io.gearshift.simulator.closedloop.Draws;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a number of the device file differs from device to device.
 *
 * @param key of the device file, {@code battery.capacityAs}
 * @param shape of the distribution
 * @param figures of the shape: lowest and highest; mean and standard deviation; median and the standard deviation of the logarithm;
 *     or the values to choose from
 * @param isFactor whether the draw multiplies what the file says, instead of replacing it
 * @param within lowest and highest value of the result; what falls outside is drawn again; null for no bounds
 */
public record Spread(
        String key,
        Shape shape,
        List<Double> figures,
        boolean isFactor,
        @Nullable List<Double> within) implements Serializable {

    /** Distributions. */
    public enum Shape {
        UNIFORM,
        NORMAL,
        LOGNORMAL,
        CHOICE
    }

    /** Far more than bounds need that hold a hundredth of the distribution. */
    private static final int MOST_DRAWS = 10_000;

    public Spread {
        figures = List.copyOf(figures);
        within = within == null ? null : List.copyOf(within);
    }

    /**
     * @param given what the device file says
     * @throws IllegalArgumentException when the bounds hold next to nothing of the distribution
     */
    public double draw(double given, Draws draws) {
        for (int i = 0; i < MOST_DRAWS; i++) {
            double value = isFactor ? given * one(draws) : one(draws);
            if (within == null || value >= within.get(0) && value <= within.get(1)) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                key + ": no value within " + within + " in " + MOST_DRAWS + " draws (expected: bounds that hold some)");
    }

    private double one(Draws draws) {
        double a = figures.get(0);
        return switch (shape) {
            case UNIFORM -> a + (figures.get(1) - a) * draws.uniform();
            case NORMAL -> a + figures.get(1) * draws.normal();
            case LOGNORMAL -> a * StrictMath.exp(figures.get(1) * draws.normal());
            case CHOICE -> figures.get((int) (draws.uniform() * figures.size()));
        };
    }
}
