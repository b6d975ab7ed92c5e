package io.gearshift.simulator.importer;

import java.util.Arrays;

/** Spreads what intervals of any length hold over the seconds of a log. */
final class Seconds {

    private static final double ENOUGH = 0.5;

    private double[] amount = new double[64];
    private double[] told = new double[64];
    private double endS;
    private long line;

    /** What to do with a second. */
    @FunctionalInterface
    interface SecondUse {
        /**
         * @param second from 0
         * @param atMs the end of it, or of the log
         * @param rate its amount per second that is told of
         */
        void second(long second, long atMs, double rate);
    }

    /**
     * @param startS of the interval, from 0
     * @param amount evenly over the interval; left out when that has no length
     */
    void add(double startS, double endS, double amount, long line) {
        this.endS = Math.max(this.endS, endS);
        this.line = line;
        reserve((int) Math.ceil(endS));
        for (int second = (int) startS; startS < endS && second < endS; second++) {
            double part = Math.min(endS, second + 1) - Math.max(startS, second);
            this.amount[second] += amount * part / (endS - startS);
            told[second] += part;
        }
    }

    private void reserve(int seconds) {
        if (seconds > amount.length) {
            amount = Arrays.copyOf(amount, Math.max(seconds, 2 * amount.length));
            told = Arrays.copyOf(told, amount.length);
        }
    }

    /** The last that was added. */
    long line() {
        return line;
    }

    /** Those that intervals tell at least half of; a reading made of less would be a guess. */
    void each(SecondUse use) {
        for (int second = 0; second < endS; second++) {
            double length = Math.min(1, endS - second);
            if (told[second] >= ENOUGH * length) {
                use.second(
                        second, Math.round(1000 * (second + length)), amount[second] / Math.min(length, told[second]));
            }
        }
    }
}
