package io.gearshift.core.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules may know of the device: fresh values only. A null number is a sensor that is missing or stale; every
 * comparison with it is false. Ratios are 0..1.
 *
 * @param heat thermal band of the zone nearest its trip point
 * @param temperatureC temperature of that zone
 * @param hottestZone its kernel type, e.g. {@code x86_pkg_temp}
 * @param tripC its lowest passive, hot or critical trip point (an assumed one where the kernel names none)
 * @param headroomC degrees left to the trip point; negative past it
 * @param trendCPerS filtered slope of the temperature
 * @param secondsToTrip forecast time until the trip point at the present slope; 0 past it; null while not rising
 * @param hotForMs how long {@code heat} has been HOT or CRITICAL, 0 when it is not
 * @param isThrottled the kernel has slowed the processor (cooling state, throttle counter, or frequency limit)
 * @param battery band of the charge
 * @param batteryRatio charge of all batteries together
 * @param isCharging on charge or on mains
 * @param hasBattery a battery is present
 * @param secondsToEmpty at the present drain; null while charging or unknown
 * @param batteryPowerW drain, positive while discharging
 * @param powerW power of the whole device where a sensor says (RAPL, hwmon or battery)
 * @param cpu contention for the processor
 * @param loadRatio busy share of all cores
 * @param cpuPressureRatio share of the last 10 s in which some task waited for a CPU
 * @param busyForMs how long {@code cpu} has been BUSY or SATURATED
 * @param cores processors this process may use
 * @param frequencyRatio allowed frequency over the hardware's maximum
 * @param memory contention for memory
 * @param memoryAvailableBytes left to this process: system or cgroup, whichever is less
 * @param memoryAvailableRatio the same over the total
 * @param memoryPressureRatio share of the last 10 s in which some task waited for memory
 * @param io contention for storage
 * @param network what the network allows
 * @param rttMs round trip to the endpoint in use
 * @param hasStaleTemperature temperatures were known and all have grown old
 * @param hasStaleBattery battery charges were known and all have grown old
 * @param staleSensors every sensor that has grown old
 */
public record Device(
        Heat heat,

        @Quantity(unit = "°C", min = -60, max = 150) @Nullable
        Double temperatureC,

        String hottestZone,

        @Quantity(unit = "°C", min = -60, max = 200) @Nullable
        Double tripC,

        @Quantity(unit = "°C", min = -200, max = 260) @Nullable
        Double headroomC,

        @Quantity(unit = "°C/s", min = -50, max = 50) @Nullable
        Double trendCPerS,

        @Quantity(unit = "s", min = 0, usualMax = 20_000) @Nullable
        Double secondsToTrip,

        @Quantity(unit = "ms", min = 0, usualMin = 1_000) long hotForMs,
        boolean isThrottled,
        Charge battery,

        @Quantity(unit = "ratio", min = 0, max = 1) @Nullable
        Double batteryRatio,

        boolean isCharging,
        boolean hasBattery,

        @Quantity(unit = "s", min = 0, usualMax = 1e6) @Nullable
        Double secondsToEmpty,

        @Quantity(unit = "W", min = -100_000, max = 100_000) @Nullable
        Double batteryPowerW,

        @Quantity(unit = "W", min = 0, max = 100_000) @Nullable
        Double powerW,

        Pressure cpu,

        @Quantity(unit = "ratio", min = 0, max = 1) @Nullable
        Double loadRatio,

        @Quantity(unit = "ratio", min = 0, max = 1) @Nullable
        Double cpuPressureRatio,

        @Quantity(unit = "ms", min = 0, usualMin = 1_000) long busyForMs,
        @Quantity(unit = "count", min = 0, max = 4_096) double cores,

        @Quantity(unit = "ratio", min = 0, max = 1) @Nullable
        Double frequencyRatio,

        Pressure memory,

        @Quantity(unit = "bytes", min = 0, usualMin = 1_048_576) @Nullable
        Double memoryAvailableBytes,

        @Quantity(unit = "ratio", min = 0, max = 1) @Nullable
        Double memoryAvailableRatio,

        @Quantity(unit = "ratio", min = 0, max = 1) @Nullable
        Double memoryPressureRatio,

        Pressure io,
        Network network,
        @Quantity(unit = "ms", min = 0) @Nullable Double rttMs,
        boolean hasStaleTemperature,
        boolean hasStaleBattery,
        List<String> staleSensors) {

    public Device {
        staleSensors = List.copyOf(staleSensors);
    }

    /** A device of which nothing is known. */
    public static Device unknown() {
        return new Device(
                Heat.UNKNOWN,
                null,
                "",
                null,
                null,
                null,
                null,
                0,
                false,
                Charge.UNKNOWN,
                null,
                false,
                false,
                null,
                null,
                null,
                Pressure.UNKNOWN,
                null,
                null,
                0,
                1,
                null,
                Pressure.UNKNOWN,
                null,
                null,
                null,
                Pressure.UNKNOWN,
                Network.UNKNOWN,
                null,
                false,
                false,
                List.of());
    }
}
