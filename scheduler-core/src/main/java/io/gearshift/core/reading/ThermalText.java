package io.gearshift.core.reading;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What thermal zones really say. */
public final class ThermalText {

    private static final byte[] PASSIVE = "passive".getBytes(US_ASCII);
    private static final byte[] HOT = "hot".getBytes(US_ASCII);
    private static final byte[] CRITICAL = "critical".getBytes(US_ASCII);

    /** Firmware without a sensor reports absolute zero (ACPI: -273.2 and below) or the register's edge (hwmon: -127, -128 °C). */
    private static final long ABSOLUTE_ZERO = -273_000;

    private ThermalText() {}

    /** The kernel's ways to say that no sensor is connected: missing, not garbage. */
    public static boolean isAbsent(long milliC) {
        return milliC <= ABSOLUTE_ZERO && milliC >= -275_000 || milliC == -128_000 || milliC == -127_000;
    }

    /**
     * Old Qualcomm kernels report whole degrees in a file that should hold m°C. A die between 0.001 and 0.2 °C does not
     * happen, one between 1 and 200 °C does.
     */
    public static long milliCelsius(long raw) {
        return raw > 0 && raw <= 200 ? raw * 1000 : raw;
    }

    public static boolean isCritical(byte[] text, int length) {
        return KernelText.is(text, 0, length, CRITICAL);
    }

    /** Whether crossing the trip point slows or stops the device; {@code active} ones only start fans. */
    public static boolean isSlowing(byte[] text, int length) {
        return isCritical(text, length)
                || KernelText.is(text, 0, length, PASSIVE)
                || KernelText.is(text, 0, length, HOT);
    }
}
