package io.gearshift.simulator.importer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The times of a log's lines, and which of them are wrong: a clock that was set back, or one line with a damaged time, which may
 * lie years ahead. The fewest lines that leave the others in order are the wrong ones, so that a single time from the future
 * does not condemn all that follow. Of two ways, the earlier lines stay.
 */
final class Moments {

    private final List<Instant> times = new ArrayList<>();
    private long[] lines = new long[64];

    void add(long line, Instant at) {
        if (times.size() == lines.length) {
            lines = Arrays.copyOf(lines, 2 * lines.length);
        }
        lines[times.size()] = line;
        times.add(at);
    }

    /** In the order of the log. */
    List<Refused> wrong() {
        boolean[] isKept = kept();
        List<Refused> wrong = new ArrayList<>();
        Instant before = null;
        for (int i = 0; i < isKept.length; i++) {
            Instant at = times.get(i);
            if (isKept[i]) {
                before = at;
            } else if (before != null && at.isBefore(before)) {
                wrong.add(new Refused(lines[i], "its time " + at + " lies before that of an earlier line, " + before));
            } else {
                wrong.add(new Refused(lines[i], "its time " + at + " lies after those of the lines that follow"));
            }
        }
        return wrong;
    }

    /**
     * The longest run of times in order, found from the end (patience sorting: {@code best[n]} is where the run of n + 1 lines
     * begins that begins latest).
     */
    private boolean[] kept() {
        int[] best = new int[times.size()];
        int[] next = new int[times.size()];
        int longest = 0;
        for (int i = times.size() - 1; i >= 0; i--) {
            int length = runs(best, longest, times.get(i));
            next[i] = length == 0 ? -1 : best[length - 1];
            best[length] = i;
            longest = Math.max(longest, length + 1);
        }
        boolean[] isKept = new boolean[times.size()];
        for (int i = longest == 0 ? -1 : best[longest - 1]; i >= 0; i = next[i]) {
            isKept[i] = true;
        }
        return isKept;
    }

    /** How many lines the longest run has that {@code at} can stand before. */
    private int runs(int[] best, int longest, Instant at) {
        int low = 0;
        int high = longest;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times.get(best[middle]).isBefore(at)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
