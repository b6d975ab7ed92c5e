package io.gearshift.policies.situation;

import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.Pressure;
import io.gearshift.policies.document.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a device of the facts that are told. What is not told is that of a calm device; what follows from told facts is
 * derived; a band told alone gives its number a value inside it.
 */
final class DeviceReader {

    static final double GIB = 1024.0 * 1024 * 1024;
    private static final double TOTAL_MEMORY_BYTES = 8 * GIB;

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final Map<String, Value> told;
    private final double assumedTripC;

    private DeviceReader(Map<String, Value> told, double assumedTripC) {
        this.told = told;
        this.assumedTripC = assumedTripC;
    }

    /** @param told known fields only */
    static Device read(Map<String, Value> told, double assumedTripC) {
        return new DeviceReader(told, assumedTripC).read();
    }

    private Device read() {
        told.forEach((name, value) -> {
            Object read = FieldReader.read(Records.component(Device.class, name), value);
            if (read != FieldReader.NONE) {
                values.put(name, read);
            }
        });
        Set<String> fixed = Set.copyOf(values.keySet());
        calm();
        Device device = Records.with(Device.unknown(), values);
        Device derived = Derivation.after(device, new HashSet<>(values.keySet()), fixed);
        contradictions(derived, fixed);
        return derived;
    }

    private void calm() {
        other("tripC", assumedTripC);
        temperature();
        battery();
        processor();
        memory();
        other("io", Pressure.CALM);
        other("network", Network.ONLINE);
        other("rttMs", values.get("network") == Network.OFFLINE ? null : 20.0);
    }

    private void temperature() {
        boolean isLost = Boolean.TRUE.equals(values.get("hasStaleTemperature"));
        Object trip = values.get("tripC");
        if (!has("headroomC")) {
            double tripC = trip instanceof Double number ? number : assumedTripC;
            other("temperatureC", typicalC(isLost ? Heat.UNKNOWN : values.get("heat"), tripC));
        }
        other("trendCPerS", 0.0);
    }

    private static @Nullable Object typicalC(@Nullable Object heat, double tripC) {
        if (heat == null || heat == Heat.COOL) {
            return Math.min(45.0, tripC - 30);
        }
        return heat == Heat.UNKNOWN ? null : heat == Heat.WARM ? tripC - 16 : heat == Heat.HOT ? tripC - 6 : tripC + 1;
    }

    private void battery() {
        boolean isLost = Boolean.TRUE.equals(values.get("hasStaleBattery"));
        boolean isNone = Boolean.FALSE.equals(values.get("hasBattery"));
        Object band = isLost || isNone ? Charge.UNKNOWN : values.get("battery");
        other(
                "batteryRatio",
                band == Charge.UNKNOWN
                        ? null
                        : band == Charge.LOW ? (Object) 0.15 : band == Charge.CRITICAL ? 0.05 : 0.8);
    }

    private void processor() {
        Object band = values.get("cpu");
        if (!has("loadRatio") || band != null) {
            other("cpuPressureRatio", typical(band, 0.02, 0.4, 0.8));
        }
        other("loadRatio", typical(band, 0.1, 0.9, 1));
        other("cores", 4.0);
        other("frequencyRatio", 1.0);
    }

    private void memory() {
        Object bytes = values.get("memoryAvailableBytes");
        Object left = bytes instanceof Double number ? Math.min(1, number / TOTAL_MEMORY_BYTES) : null;
        Object band = values.get("memory");
        other("memoryAvailableRatio", has("memoryAvailableBytes") ? left : typical(band, 0.75, 0.12, 0.05));
        Object ratio = values.get("memoryAvailableRatio");
        other("memoryAvailableBytes", ratio instanceof Double number ? (Object) (number * TOTAL_MEMORY_BYTES) : null);
        other("memoryPressureRatio", band == Pressure.UNKNOWN ? null : (Object) 0.0);
    }

    private static @Nullable Object typical(@Nullable Object band, double calm, double busy, double saturated) {
        return band == Pressure.UNKNOWN
                ? null
                : band == Pressure.BUSY ? (Object) busy : band == Pressure.SATURATED ? saturated : calm;
    }

    private boolean has(String name) {
        return values.containsKey(name);
    }

    private void other(String name, @Nullable Object value) {
        if (!has(name)) {
            values.put(name, value);
        }
    }

    /** A band that its own numbers exclude would test a device that cannot be. */
    private void contradictions(Device device, Set<String> fixed) {
        boolean isHeatTold = List.of("temperatureC", "headroomC", "secondsToTrip", "trendCPerS").stream()
                .anyMatch(fixed::contains);
        Value heat = told.get("heat");
        if (heat != null && fixed.contains("heat") && isHeatTold && !Derivation.allows(device, device.heat())) {
            Heat derived = Derivation.allows(device, Heat.UNKNOWN) ? Heat.UNKNOWN : Situations.heat(device);
            heat.problem(
                    "contradiction",
                    "heat: " + device.heat() + " cannot be with temperatureC " + device.temperatureC() + " and tripC "
                            + device.tripC(),
                    "leave heat out: it is " + derived + " then");
        }
        Value battery = told.get("battery");
        if (battery != null
                && fixed.contains("battery")
                && fixed.contains("batteryRatio")
                && !Derivation.allows(device, device.battery())) {
            battery.problem(
                    "contradiction",
                    "battery: " + device.battery() + " cannot be with batteryRatio " + device.batteryRatio(),
                    "leave battery out: it follows from batteryRatio");
        }
    }
}
