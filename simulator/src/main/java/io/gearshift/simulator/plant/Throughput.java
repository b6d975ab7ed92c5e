package io.gearshift.simulator.plant;

import java.util.Arrays;

/**
 * What a path carries over time, one rate after another. A transfer takes as long as the path needs to carry its bits, whatever
 * becomes of the rate meanwhile: it is slow in a fade and stands still in an outage, until the path is back. Immutable.
 *
 * <p>Replaying what a link carried, and not the packets of whoever measured it: R. Netravali et al., "Mahimahi: accurate
 * record-and-replay for HTTP", USENIX ATC 2015.
 */
public final class Throughput {

    private final double[] fromS;
    private final double[] bitPerS;

    private Throughput(double[] fromS, double[] bitPerS) {
        this.fromS = fromS;
        this.bitPerS = bitPerS;
    }

    /** Collects rates in the order of time. */
    public static final class Builder {
        private double[] fromS = new double[16];
        private double[] bitPerS = new double[16];
        private int size;

        /** From {@code atS} on, &gt;= the one before; of several at one time the last holds. */
        public void from(double atS, double rateBitPerS) {
            Require.notNegative("bitPerS", rateBitPerS);
            Require.that(size == 0 || atS >= fromS[size - 1], "atS", atS, ">= " + (size == 0 ? 0 : fromS[size - 1]));
            if (size > 0 && fromS[size - 1] == atS) {
                size--;
            }
            if (size > 0 && bitPerS[size - 1] == rateBitPerS) {
                return;
            }
            if (size == fromS.length) {
                fromS = Arrays.copyOf(fromS, 2 * size);
                bitPerS = Arrays.copyOf(bitPerS, 2 * size);
            }
            fromS[size] = atS;
            bitPerS[size++] = rateBitPerS;
        }

        /** The first rate also holds before it, the last one for ever; without any nothing is ever carried. */
        public Throughput build() {
            return size == 0 ? constant(0) : new Throughput(Arrays.copyOf(fromS, size), Arrays.copyOf(bitPerS, size));
        }
    }

    public static Throughput constant(double bitPerS) {
        return new Throughput(new double[] {0}, new double[] {Require.notNegative("bitPerS", bitPerS)});
    }

    public boolean isConstant() {
        return fromS.length == 1;
    }

    public double bitPerS(double atS) {
        return bitPerS[place(atS)];
    }

    private int place(double atS) {
        int found = Arrays.binarySearch(fromS, atS);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    /** When the last of {@code bits} is carried whose first is sent at {@code startS}; infinite when it never is. */
    public double endS(double startS, double bits) {
        double left = bits;
        double now = startS;
        for (int i = place(startS); left > 0; i++) {
            double untilS = i + 1 < fromS.length ? fromS[i + 1] : Double.POSITIVE_INFINITY;
            double roomBits = bitPerS[i] == 0 ? 0 : bitPerS[i] * (untilS - now);
            if (left <= roomBits) {
                return now + left / bitPerS[i];
            }
            left -= roomBits;
            now = untilS;
            if (i + 1 == fromS.length) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return now;
    }

    /** Bits carried from one time to another. */
    public double bits(double startS, double endS) {
        double sum = 0;
        double now = startS;
        for (int i = place(startS); now < endS; i++) {
            double untilS = i + 1 < fromS.length ? Math.min(endS, fromS[i + 1]) : endS;
            sum += bitPerS[i] * (untilS - now);
            now = untilS;
        }
        return sum;
    }
}
