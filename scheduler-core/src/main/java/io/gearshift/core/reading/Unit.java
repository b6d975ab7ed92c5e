package io.gearshift.core.reading;

/** SI units of readings, each with the range outside which a value is garbage; ratios are 0..1, flags are 0 or 1. */
public enum Unit {
    RATIO(0, 1),
    FLAG(0, 1),
    /** Of silicon and cells that still answer, as for the kernel's own zones. */
    CELSIUS(-60, 250),
    /** Signed: a battery that charges. */
    WATT(-1e5, 1e5),
    JOULE(0, Double.MAX_VALUE),
    VOLT(0, 1e4),
    AMPERE(-1e4, 1e4),
    HERTZ(0, 1e12),
    BYTE(0, Double.MAX_VALUE),
    COUNT(0, Double.MAX_VALUE),
    /** How often a second, whatever it is that happens. */
    PER_SECOND(0, Double.MAX_VALUE),
    SECOND(0, 1e6),
    /** Of one device's link; 100 Gbit/s is a server's. */
    BIT_PER_SECOND(0, 1e11);

    private final double least;
    private final double most;

    Unit(double least, double most) {
        this.least = least;
        this.most = most;
    }

    /** False for NaN. */
    public boolean isPlausible(double value) {
        return value >= least && value <= most;
    }

    /** The range for a person, e.g. {@code 0..1}. */
    public String range() {
        return most == Double.MAX_VALUE ? ">= " + number(least) : number(least) + ".." + number(most);
    }

    private static String number(double value) {
        return Long.toString((long) value);
    }
}
