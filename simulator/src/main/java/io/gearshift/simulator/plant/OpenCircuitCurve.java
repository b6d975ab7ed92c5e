package io.gearshift.simulator.plant;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Voltage of a battery at rest over its charge, linear between knots. */
public final class OpenCircuitCurve {

    /** @param chargeRatio 0..1 */
    public record Knot(double chargeRatio, double volt) {}

    private final List<Knot> knots;
    private final double[] charges;

    /** Of each knot: the integral up to it. */
    private final double[] areas;

    /** @throws IllegalArgumentException unless charge rises from 0 to 1 and the voltage is positive and never falls */
    public OpenCircuitCurve(List<Knot> knots) {
        this.knots = List.copyOf(knots);
        this.charges = knots.stream().mapToDouble(Knot::chargeRatio).toArray();
        boolean isRising = IntStream.range(1, knots.size())
                .allMatch(i -> knots.get(i).chargeRatio() > knots.get(i - 1).chargeRatio()
                        && knots.get(i).volt() >= knots.get(i - 1).volt());
        if (knots.size() < 2
                || knots.get(0).chargeRatio() != 0
                || knots.get(knots.size() - 1).chargeRatio() != 1
                || !(knots.get(0).volt() > 0)
                || !isRising) {
            throw new IllegalArgumentException("open-circuit voltage: " + knots
                    + " (expected: from charge 0 to 1, voltage > 0 and never falling)");
        }
        this.areas = new double[charges.length];
        for (int i = 1; i < areas.length; i++) {
            double volts = knots.get(i - 1).volt() + knots.get(i).volt();
            areas[i] = areas[i - 1] + (charges[i] - charges[i - 1]) * volts / 2;
        }
    }

    /**
     * One lithium-ion cell: {@code -1.031 exp(-35 s) + 3.685 + 0.2156 s - 0.1178 s^2 + 0.3201 s^3} volt, in 40 pieces.
     *
     * <p>Source: M. Chen and G. A. Rincón-Mora, "Accurate electrical battery model capable of predicting runtime and I-V
     * performance", IEEE Transactions on Energy Conversion 21(2), 2006, equation 2.
     */
    public static OpenCircuitCurve lithiumIon() {
        int pieces = 40;
        return new OpenCircuitCurve(IntStream.rangeClosed(0, pieces)
                .mapToDouble(i -> (double) i / pieces)
                .mapToObj(s -> new Knot(
                        s, -1.031 * StrictMath.exp(-35 * s) + 3.685 + s * (0.2156 + s * (-0.1178 + s * 0.3201))))
                .toList());
    }

    public List<Knot> knots() {
        return knots;
    }

    public double volt(double chargeRatio) {
        int piece = piece(chargeRatio, false);
        return knots.get(piece).volt()
                + slope(piece) * (chargeRatio - knots.get(piece).chargeRatio());
    }

    /** Integral of the voltage from empty on, volt. */
    double area(double chargeRatio) {
        int piece = piece(chargeRatio, false);
        double part = chargeRatio - charges[piece];
        return areas[piece] + part * (knots.get(piece).volt() + slope(piece) * part / 2);
    }

    /** Index of the piece's lower knot; on a knot the piece above, or below when {@code isFalling}. */
    int piece(double chargeRatio, boolean isFalling) {
        int last = charges.length - 2;
        int place = Arrays.binarySearch(charges, chargeRatio);
        int piece = Math.max(0, Math.min(last, place >= 0 ? place : -place - 2));
        return isFalling && piece > 0 && charges[piece] == chargeRatio ? piece - 1 : piece;
    }

    /** Volt for the whole charge. */
    double slope(int piece) {
        Knot low = knots.get(piece);
        Knot high = knots.get(piece + 1);
        return (high.volt() - low.volt()) / (high.chargeRatio() - low.chargeRatio());
    }
}
