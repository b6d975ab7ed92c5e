package io.gearshift.core.reading;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Pressure stall information (Documentation/accounting/psi.rst): a line {@code some} and, but for old kernels' cpu, a
 * line {@code full}, each with {@code avg10= avg60= avg300=} in percent and {@code total=} in µs.
 */
public final class PressureText {

    public static final byte[] SOME = "some ".getBytes(US_ASCII);
    public static final byte[] FULL = "full ".getBytes(US_ASCII);
    private static final byte[] AVG10 = "avg10=".getBytes(US_ASCII);
    private static final byte[] TOTAL = "total=".getBytes(US_ASCII);

    private PressureText() {}

    /** {@code avg10} of the line as a ratio 0..1; NaN when it is not there or out of range. */
    public static double average10(byte[] text, int length, byte[] line) {
        int at = field(text, length, line, AVG10);
        double percent = at < 0 ? Double.NaN : KernelText.leadingDecimal(text, at, length);
        return percent <= 100 ? percent / 100 : Double.NaN;
    }

    /** Stalled time of the line since boot, µs; {@link KernelText#NONE} when it is not there. */
    public static long totalMicros(byte[] text, int length, byte[] line) {
        int at = field(text, length, line, TOTAL);
        return at < 0 ? KernelText.NONE : KernelText.leadingNumber(text, at, length);
    }

    private static int field(byte[] text, int length, byte[] line, byte[] name) {
        int at = 0;
        while (at < length && !KernelText.startsWith(text, at, length, line)) {
            at = KernelText.nextLine(text, at, length);
        }
        int end = KernelText.nextLine(text, at, length);
        for (; at < end; at++) {
            if (KernelText.startsWith(text, at, end, name)) {
                return at + name.length;
            }
        }
        return -1;
    }
}
