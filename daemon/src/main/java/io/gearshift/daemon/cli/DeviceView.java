package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The device in a few lines: each signal with its band. */
final class DeviceView {

    private DeviceView() {}

    static List<String> lines(JsonNode device) {
        List<String> lines = new ArrayList<>();
        lines.add(temperature(device));
        lines.add(battery(device));
        lines.add(processor(device));
        lines.add("memory       " + band(device, "memory") + available(device));
        lines.add(
                "network      " + band(device, "network") + known(", round trip ", Words.millis(device.path("rttMs"))));
        String power = Words.number(device.path("powerW"), "%.1f W");
        if (!power.equals(Words.UNKNOWN)) {
            lines.add("power        " + power);
        }
        return lines;
    }

    private static String temperature(JsonNode device) {
        if (!device.path("temperatureC").isNumber()) {
            return "temperature  unknown" + (device.path("hasStaleTemperature").asBoolean() ? " (stale)" : "");
        }
        String zone = device.path("hottestZone").asText("");
        return "temperature  " + band(device, "heat") + ", " + Words.number(device.path("temperatureC"), "%.1f °C")
                + (zone.isEmpty() ? "" : " in " + zone) + headroom(device.path("headroomC"))
                + trend(device.path("trendCPerS"))
                + known(", trip point in ", Words.seconds(device.path("secondsToTrip")))
                + (device.path("isThrottled").asBoolean() ? ", throttled by the kernel" : "");
    }

    private static String headroom(JsonNode headroom) {
        if (!headroom.isNumber()) {
            return "";
        }
        double c = headroom.doubleValue();
        return String.format(Locale.ROOT, ", %.1f °C %s its trip point", Math.abs(c), c >= 0 ? "below" : "above");
    }

    /** A slope too small to matter within minutes is left out. */
    private static String trend(JsonNode trend) {
        return trend.isNumber() && Math.abs(trend.doubleValue()) >= 0.02
                ? String.format(Locale.ROOT, ", %+.2f °C/s", trend.doubleValue())
                : "";
    }

    private static String battery(JsonNode device) {
        if (!device.path("hasBattery").asBoolean()) {
            return "battery      none" + (device.path("hasStaleBattery").asBoolean() ? " fresh (stale)" : "");
        }
        return "battery      " + band(device, "battery") + known(", ", Words.percent(device.path("batteryRatio")))
                + (device.path("isCharging").asBoolean() ? ", charging" : ", discharging")
                + known(" at ", Words.number(device.path("batteryPowerW"), "%.1f W"))
                + known(", empty in ", Words.seconds(device.path("secondsToEmpty")));
    }

    private static String processor(JsonNode device) {
        return "processor    " + band(device, "cpu") + known(", load ", Words.percent(device.path("loadRatio")))
                + known(", waiting ", Words.percent(device.path("cpuPressureRatio")))
                + known(", ", Words.number(device.path("cores"), "%.1f cores"))
                + known(", at ", known(Words.percent(device.path("frequencyRatio")), " of full frequency"));
    }

    private static String available(JsonNode device) {
        return known(", ", Words.bytes(device.path("memoryAvailableBytes")))
                + known(" (", known(Words.percent(device.path("memoryAvailableRatio")), ")"))
                + (device.path("memoryAvailableBytes").isNumber() ? " available" : "");
    }

    private static String band(JsonNode device, String name) {
        return device.path(name).asText("unknown").toLowerCase(Locale.ROOT);
    }

    /** {@code before + after}, or nothing when the part that was looked up is unknown. */
    private static String known(String before, String after) {
        return before.equals(Words.UNKNOWN) || after.equals(Words.UNKNOWN) || after.isEmpty() ? "" : before + after;
    }
}
