package io.gearshift.core.reading;

import java.util.Arrays;

/**
 * Busy share of each CPU between two looks at {@code /proc/stat}. Busy is all but {@code idle} and {@code iowait}; guest
 * time is inside user time. Slot 0 is the total, slot n+1 core n. A core that is offline has no line and no share.
 */
public final class CpuLoad {

    /** Fewer ticks than this (10 ms each as a rule) say more of rounding than of load: wait for the next look. */
    private static final long LEAST_TICKS = 5;

    private static final int FIELDS = 8;
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;

    private final long[] idle;
    private final long[] total;
    private final double[] ratio;

    public CpuLoad(int cores) {
        idle = new long[cores + 1];
        total = new long[cores + 1];
        ratio = new double[cores + 1];
        Arrays.fill(total, -1);
    }

    public int cores() {
        return total.length - 1;
    }

    /** The share of a slot since the look before, 0..1; NaN while unknown. */
    public double ratio(int slot) {
        return ratio[slot];
    }

    /** Takes the next look. Returns false when the text is not that of {@code /proc/stat}. */
    public boolean next(byte[] text, int length) {
        Arrays.fill(ratio, Double.NaN);
        boolean isStat = false;
        for (int at = 0; isCpu(text, at, length); at = KernelText.nextLine(text, at, length)) {
            isStat |= line(text, at + 3, length);
        }
        return isStat;
    }

    /** Highest core number in the text plus one; 0 when there is none. */
    public static int coresIn(byte[] text, int length) {
        long cores = 0;
        for (int at = 0; isCpu(text, at, length); at = KernelText.nextLine(text, at, length)) {
            cores = Math.max(cores, KernelText.leadingNumber(text, at + 3, length) + 1);
        }
        return (int) Math.min(cores, 4096);
    }

    /** Lines of cores, that is online CPUs. */
    public static int onlineIn(byte[] text, int length) {
        int online = 0;
        for (int at = 0; isCpu(text, at, length); at = KernelText.nextLine(text, at, length)) {
            online += at + 3 < length && text[at + 3] != ' ' ? 1 : 0;
        }
        return online;
    }

    private static boolean isCpu(byte[] text, int at, int length) {
        return at + 3 < length && text[at] == 'c' && text[at + 1] == 'p' && text[at + 2] == 'u';
    }

    private boolean line(byte[] text, int from, int length) {
        int at = KernelText.digitsEnd(text, from, length);
        long core = at == from ? -1 : KernelText.leadingNumber(text, from, at);
        long sum = 0;
        long rest = 0;
        for (int field = 0; field < FIELDS; field++) {
            at = KernelText.skipBlanks(text, at, length);
            long ticks = KernelText.leadingNumber(text, at, length);
            if (ticks == KernelText.NONE) {
                if (field <= IDLE) {
                    return false;
                }
                break; // Linux before 2.6.11 has fewer fields
            }
            sum += ticks;
            rest += field == IDLE || field == IOWAIT ? ticks : 0;
            at = KernelText.digitsEnd(text, at, length);
        }
        if (core < cores()) {
            fold((int) core + 1, sum, rest);
        }
        return true;
    }

    private void fold(int slot, long sum, long rest) {
        long ticks = sum - total[slot];
        boolean isFirst = total[slot] < 0;
        if (!isFirst && ticks >= 0 && ticks < LEAST_TICKS) {
            return;
        }
        if (!isFirst && ticks > 0) { // iowait may run backwards (proc(5)): clamp
            ratio[slot] = Math.max(0, Math.min(1, 1 - (double) (rest - idle[slot]) / ticks));
        }
        total[slot] = sum;
        idle[slot] = rest;
    }
}
