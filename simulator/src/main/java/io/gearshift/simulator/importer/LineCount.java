package io.gearshift.simulator.importer;

import java.util.BitSet;

/**
 * How many lines of a log were read and how many refused, each line once, whatever was found in it. A line with a value that
 * could be used is read, whatever else in it was refused. Lines are 1-based.
 */
final class LineCount {

    private final BitSet understood = new BitSet();
    private final BitSet used = new BitSet();
    private final BitSet refused = new BitSet();

    /** Its time could be read. */
    void understood(long line) {
        understood.set(index(line));
    }

    /** A value of it was taken. */
    void used(long line) {
        used.set(index(line));
    }

    void refused(long line) {
        refused.set(index(line));
    }

    /** Both included. */
    void refused(long first, long last) {
        refused.set(index(first), index(Math.max(first, last)) + 1);
    }

    long refused() {
        BitSet lost = (BitSet) refused.clone();
        lost.andNot(used);
        return lost.cardinality();
    }

    long read() {
        BitSet good = (BitSet) understood.clone();
        good.andNot(refused);
        good.or(used);
        return good.cardinality();
    }

    /** Beyond two billion lines all count as one. */
    private static int index(long line) {
        return (int) Math.min(Integer.MAX_VALUE - 1L, line);
    }
}
