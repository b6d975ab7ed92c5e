package io.gearshift.policies.test;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.Pressure;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of a device as the readings that its sensors would give. */
final class Sensors {

    /** Facts that are numbers of sensors. */
    static final List<String> NUMBERS = List.of(
            "temperatureC",
            "tripC",
            "batteryRatio",
            "batteryPowerW",
            "powerW",
            "loadRatio",
            "cpuPressureRatio",
            "cores",
            "frequencyRatio",
            "memoryAvailableBytes",
            "memoryAvailableRatio",
            "memoryPressureRatio");

    static final List<String> FLAGS = List.of("isCharging", "isThrottled");

    private static final double HERTZ = 2e9;
    private static final double MEMORY_BYTES = 8.0 * (1L << 30);

    private Sensors() {}

    /** What the device's sensors say all the time, as far as no series says it. */
    static Map<String, Object> of(Device device, List<String> inSeries) {
        Map<String, Object> facts = new java.util.TreeMap<>();
        put(facts, "temperatureC", device.temperatureC());
        put(facts, "tripC", device.tripC());
        put(facts, "batteryRatio", device.batteryRatio());
        put(facts, "batteryPowerW", device.batteryPowerW());
        put(facts, "powerW", device.powerW());
        put(facts, "loadRatio", device.loadRatio());
        boolean isLoadOnly = inSeries.contains("loadRatio");
        put(facts, "cpuPressureRatio", isLoadOnly ? null : device.cpuPressureRatio());
        put(facts, "cores", device.cores());
        put(facts, "frequencyRatio", device.frequencyRatio());
        put(facts, "memoryAvailableBytes", device.memoryAvailableBytes());
        put(facts, "memoryPressureRatio", device.memoryPressureRatio());
        put(facts, "isCharging", device.hasBattery() || device.isCharging() ? device.isCharging() : null);
        put(facts, "isThrottled", device.isThrottled());
        put(facts, "network", device.network());
        put(facts, "io", device.io());
        if (inSeries.contains("memoryAvailableRatio")) {
            facts.remove("memoryAvailableBytes");
        }
        inSeries.forEach(facts::remove);
        return facts;
    }

    private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    static double totalMemory(Device device) {
        Double bytes = device.memoryAvailableBytes();
        Double ratio = device.memoryAvailableRatio();
        return bytes == null || ratio == null || ratio <= 0 ? MEMORY_BYTES : bytes / ratio;
    }

    static List<Reading> readings(Map<String, Object> facts, double totalMemory, Instant at) {
        List<Reading> readings = new ArrayList<>();
        facts.forEach((name, value) -> add(readings, name, value, totalMemory, at));
        return readings;
    }

    private static void add(List<Reading> to, String name, Object value, double total, Instant at) {
        double number = value instanceof Double d ? d : Boolean.TRUE.equals(value) ? 1 : 0;
        switch (name) {
            case "temperatureC" -> add(to, Signal.TEMPERATURE, "thermal_zone0", number, at);
            case "tripC" -> add(to, Signal.TRIP_POINT, "thermal_zone0", number, at);
            case "batteryRatio" -> add(to, Signal.BATTERY_CHARGE, "BAT0", number, at);
            case "batteryPowerW" -> add(to, Signal.BATTERY_POWER, "BAT0", number, at);
            case "isCharging" -> add(to, Signal.BATTERY_CHARGING, "BAT0", number, at);
            case "powerW" -> add(to, Signal.POWER, "hwmon0/power1", number, at);
            case "loadRatio" -> add(to, Signal.CPU_LOAD, "total", number, at);
            case "cpuPressureRatio" -> add(to, Signal.PRESSURE_CPU, "", number, at);
            case "cores" -> add(to, Signal.CPU_CORES, "", number, at);
            case "frequencyRatio" -> {
                add(to, Signal.CPU_FREQUENCY_LIMIT, "0", number * HERTZ, at);
                add(to, Signal.CPU_FREQUENCY_MAX, "0", HERTZ, at);
            }
            case "memoryAvailableBytes" -> memory(to, number, total, at);
            case "memoryAvailableRatio" -> memory(to, number * total, total, at);
            case "memoryPressureRatio" -> add(to, Signal.PRESSURE_MEMORY, "", number, at);
            case "isThrottled" ->
                to.add(new Reading(SensorId.of(Signal.COOLING, "cooling_device0"), number, at, "Processor"));
            case "network" -> network(to, Network.valueOf(value.toString()), at);
            case "io" -> io(to, Pressure.valueOf(value.toString()), at);
            default -> throw new IllegalStateException(name);
        }
    }

    private static void memory(List<Reading> to, double available, double total, Instant at) {
        add(to, Signal.MEMORY_AVAILABLE, "", available, at);
        add(to, Signal.MEMORY_TOTAL, "", Math.max(available, total), at);
    }

    private static void network(List<Reading> to, Network network, Instant at) {
        if (network != Network.UNKNOWN) {
            add(to, Signal.NETWORK_UP, "eth0", network == Network.OFFLINE ? 0 : 1, at);
            add(to, Signal.NETWORK_METERED, "eth0", network == Network.METERED ? 1 : 0, at);
        }
    }

    private static void io(List<Reading> to, Pressure pressure, Instant at) {
        if (pressure != Pressure.UNKNOWN) {
            double ratio = pressure == Pressure.CALM ? 0 : pressure == Pressure.BUSY ? 0.4 : 0.8;
            add(to, Signal.PRESSURE_IO, "", ratio, at);
        }
    }

    private static void add(List<Reading> to, Signal signal, String instance, double value, Instant at) {
        to.add(Reading.of(SensorId.of(signal, instance), value, at));
    }
}
