package io.gearshift.core.reading;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/** The {@code status} of a power supply, and what it makes of the unsigned or signed flow beside it. */
public enum BatteryStatus {
    CHARGING("Charging"),
    DISCHARGING("Discharging"),
    /** On external power, held below full on purpose (a charge threshold, too hot, too cold). */
    NOT_CHARGING("Not charging"),
    FULL("Full"),
    UNKNOWN("Unknown");

    private static final BatteryStatus[] ALL = values();

    private final byte[] word;

    BatteryStatus(String word) {
        this.word = word.getBytes(US_ASCII);
    }

    /** Null for a word that no kernel writes. */
    public static @Nullable BatteryStatus parse(byte[] text, int length) {
        for (BatteryStatus status : ALL) {
            if (KernelText.is(text, 0, length, status.word)) {
                return status;
            }
        }
        return null;
    }

    /** 1 on external power, 0 while drained, NaN when the driver does not know. */
    public double charging() {
        return this == UNKNOWN ? Double.NaN : this == DISCHARGING ? 0 : 1;
    }

    /**
     * Current or power, positive while the battery is drained. Some drivers report magnitudes, some a minus while
     * discharging, some a minus while charging: the status decides. Full or held batteries follow the kernel's rule
     * (Documentation/ABI/testing/sysfs-class-power: positive is into the battery). NaN when the direction is unknown, and
     * for a flow of 0 out of a battery that is being drained, which is a driver without a gauge.
     */
    public double drain(double flow) {
        return switch (this) {
            case DISCHARGING -> flow == 0 ? Double.NaN : Math.abs(flow);
            case CHARGING -> 0 - Math.abs(flow);
            case FULL, NOT_CHARGING -> 0 - flow;
            case UNKNOWN -> Double.NaN;
        };
    }
}
