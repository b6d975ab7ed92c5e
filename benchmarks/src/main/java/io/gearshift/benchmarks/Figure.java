package io.gearshift.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One measured value, and what it is judged by.
 *
 * @param baseline the same quantity without Gearshift, measured in the same run; null when there is none
 * @param ratio value / baseline; null without a baseline
 * @param target what was aimed at, as text; empty when the value only informs
 * @param isMet null without a target
 */
record Figure(
        String name,
        double value,
        String unit,
        @Nullable Double baseline,
        String against,
        @Nullable Double ratio,
        String target,
        @Nullable Boolean isMet) {

    /** No target. */
    static Figure info(String name, double value, String unit) {
        return new Figure(name, value, unit, null, "", null, "", null);
    }

    static Figure most(String name, double value, String unit, double most) {
        return new Figure(name, value, unit, null, "", null, "<= " + text(most) + " " + unit, value <= most);
    }

    static Figure least(String name, double value, String unit, double least) {
        return new Figure(name, value, unit, null, "", null, ">= " + text(least) + " " + unit, value >= least);
    }

    Figure over(double base, String what) {
        return new Figure(name, value, unit, base, what, value / base, target, isMet);
    }

    /** The ratio is what counts. */
    static Figure ratio(String name, double value, String unit, double base, String what, double most) {
        double ratio = value / base;
        return new Figure(name, value, unit, base, what, ratio, "<= " + text(most) + "x", ratio <= most);
    }

    /** The difference is what counts. */
    static Figure extra(String name, double value, String unit, double base, String what, double most) {
        String target = "<= +" + text(most) + " " + unit;
        return new Figure(name, value, unit, base, what, value / base, target, value - base <= most);
    }

    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return Long.toString((long) value);
        }
        return String.format(java.util.Locale.ROOT, Math.abs(value) < 10 ? "%.3g" : "%.1f", value);
    }
}
