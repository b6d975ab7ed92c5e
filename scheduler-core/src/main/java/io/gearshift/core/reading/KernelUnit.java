package io.gearshift.core.reading;

/** The scaled integers of sysfs, each with its factor to the SI unit and the range outside which a value is garbage. */
public enum KernelUnit {
    /** hwmon and thermal zones. The range is that of silicon and cells that still answer. */
    MILLI_CELSIUS("temperature in m°C", 1e-3, -60_000, 250_000),
    /** Batteries. */
    DECI_CELSIUS("temperature in 0.1 °C", 0.1, -600, 2_500),
    PERCENT("percent", 0.01, 0, 100),
    MICRO_VOLT("voltage in µV", 1e-6, 0, 1_000_000_000L),
    /** Signed: drivers differ in what a minus means. */
    MICRO_AMPERE("current in µA", 1e-6, -1_000_000_000L, 1_000_000_000L),
    MICRO_WATT("power in µW", 1e-6, -100_000_000_000L, 100_000_000_000L),
    /** To joule: 1 µWh is 3.6 mJ. */
    MICRO_WATT_HOUR("energy in µWh", 3.6e-3, 0, 1_000_000_000_000L),
    /** To coulomb: 1 µAh is 3.6 mC. */
    MICRO_AMPERE_HOUR("charge in µAh", 3.6e-3, 0, 1_000_000_000_000L),
    MICRO_JOULE("energy counter in µJ", 1e-6, 0, Long.MAX_VALUE),
    KILO_HERTZ("frequency in kHz", 1e3, 1, 100_000_000L),
    COUNTER("a count", 1, 0, Long.MAX_VALUE),
    /** Flags; USB supplies add a 2. */
    SWITCH("0, 1 or 2", 1, 0, 2),
    /** Cooling states; intel_powerclamp says -1 while it is idle. */
    STATE("a state number", 1, -1, 1_000_000);

    private final String words;
    private final double factor;
    private final long least;
    private final long most;

    KernelUnit(String words, double factor, long least, long most) {
        this.words = words;
        this.factor = factor;
        this.least = least;
        this.most = most;
    }

    public boolean isPlausible(long raw) {
        return raw >= least && raw <= most;
    }

    public double toSi(long raw) {
        return this == PERCENT ? raw / 100.0 : this == DECI_CELSIUS ? raw / 10.0 : raw * factor;
    }

    /** What a person should have found, with the range. */
    public String expected() {
        return most == Long.MAX_VALUE ? words + ", >= " + least : words + ", " + least + ".." + most;
    }
}
