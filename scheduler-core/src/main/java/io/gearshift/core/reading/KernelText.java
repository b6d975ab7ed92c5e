package io.gearshift.core.reading;

/** Reads numbers and words out of the bytes of a kernel file without making objects. Offsets are byte indices; the end is exclusive. */
public final class KernelText {

    /** No number, or not one that fits a long. */
    public static final long NONE = Long.MIN_VALUE;

    /** Exact, which a library's power need not be; more digits are not read. */
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private KernelText() {}

    /** The end of the text without trailing white space and NUL. */
    public static int trimmedEnd(byte[] text, int from, int to) {
        int end = to;
        while (end > from && isBlank(text[end - 1])) {
            end--;
        }
        return end;
    }

    /** The one decimal integer in the range, white space around it allowed; {@link #NONE} for anything else. */
    public static long number(byte[] text, int from, int to) {
        int at = from;
        while (at < to && isBlank(text[at])) {
            at++;
        }
        int end = trimmedEnd(text, at, to);
        boolean isNegative = at < end && text[at] == '-';
        if (isNegative) {
            at++;
        }
        return at == end || digitsEnd(text, at, end) != end ? NONE : signed(digits(text, at, end), isNegative);
    }

    /** The digits that start at {@code from}; {@link #NONE} when there are none or too many. */
    public static long leadingNumber(byte[] text, int from, int to) {
        return digits(text, from, digitsEnd(text, from, to));
    }

    /** A non-negative decimal fraction such as {@code 13.48} that starts at {@code from}; NaN when there is none. */
    public static double leadingDecimal(byte[] text, int from, int to) {
        int point = digitsEnd(text, from, to);
        long whole = digits(text, from, point);
        if (whole == NONE) {
            return Double.NaN;
        }
        if (point == to || text[point] != '.') {
            return whole;
        }
        int end = digitsEnd(text, point + 1, Math.min(to, point + 16));
        long fraction = digits(text, point + 1, end);
        return fraction == NONE ? whole : whole + fraction / POWERS_OF_TEN[end - point - 1];
    }

    public static int digitsEnd(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Whether the range, trailing white space aside, is this word. */
    public static boolean is(byte[] text, int from, int to, byte[] word) {
        int end = trimmedEnd(text, from, to);
        return end - from == word.length && startsWith(text, from, end, word);
    }

    public static boolean startsWith(byte[] text, int from, int to, byte[] word) {
        if (to - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (text[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** The start of the line after the one at {@code from}; {@code to} when there is none. */
    public static int nextLine(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] != '\n') {
            at++;
        }
        return Math.min(to, at + 1);
    }

    public static int skipBlanks(byte[] text, int from, int to) {
        int at = from;
        while (at < to && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static long digits(byte[] text, int from, int to) {
        if (from == to || to - from > 19) {
            return NONE;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + (text[i] - '0');
            if (value < 0) {
                return NONE;
            }
        }
        return value;
    }

    private static long signed(long value, boolean isNegative) {
        return value == NONE || !isNegative ? value : -value;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == 0;
    }
}
