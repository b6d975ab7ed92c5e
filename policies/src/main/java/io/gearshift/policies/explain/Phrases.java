package io.gearshift.policies.explain;

import io.gearshift.policies.explain.Flip.Change;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/** Changes in words, with the name that rules or the configuration have for them. */
final class Phrases {

    /** Before {@code of 82 °C or more}. */
    private static final Map<String, String> NOUNS = Map.ofEntries(
            Map.entry("Device.temperatureC", "at a temperature"),
            Map.entry("Device.trendCPerS", "at a rise of the temperature"),
            Map.entry("Device.batteryRatio", "at a charge"),
            Map.entry("Device.secondsToEmpty", "with time to an empty battery"),
            Map.entry("Device.batteryPowerW", "at a battery drain"),
            Map.entry("Device.powerW", "at a power"),
            Map.entry("Device.loadRatio", "at a load"),
            Map.entry("Device.cpuPressureRatio", "at a CPU pressure"),
            Map.entry("Device.frequencyRatio", "at an allowed frequency"),
            Map.entry("Device.memoryAvailableRatio", "with free memory"),
            Map.entry("Device.memoryPressureRatio", "at a memory pressure"),
            Map.entry("Device.rttMs", "at a round trip"),
            Map.entry("Device.hotForMs", "at a time in heat"),
            Map.entry("Device.busyForMs", "at a time under contention"),
            Map.entry("Model.missRatio", "at a share of late answers"),
            Map.entry("Model.requestsPerS", "at a rate of requests"),
            Map.entry("latencyObjectiveMs", "with a latency objective"),
            Map.entry("minAccuracy", "with an accuracy floor"),
            Map.entry("priority", "with a priority"),
            Map.entry("budgets.memory", "with a memory budget"),
            Map.entry("budgets.power", "with a power budget"),
            Map.entry("loop.hysteresis", "with a hysteresis"),
            Map.entry("loop.latencyProbability", "with a latency probability"));

    private static final Map<String, String> FLAGS = Map.of(
            "Device.isCharging", "if the device is %scharging",
            "Device.isThrottled", "if the processor is %sthrottled",
            "Scene.isPrivate", "if the scene is %sprivate");

    private Phrases() {}

    static String say(Change change) {
        return change.to() instanceof Double ? number(change) : choice(change);
    }

    private static String choice(Change change) {
        String owner = owner(change.signal());
        String field = field(change.signal());
        if (field.equals("pin")) {
            return "once it is unpinned (`gearshift unpin " + owner + "`)";
        } else if (field.equals("isQuarantined")) {
            return "once the quarantine of " + owner + " is over";
        } else if (field.equals("isReachable")) {
            return "if the endpoint of " + owner + (Boolean.TRUE.equals(change.to()) ? " answers" : " does not answer");
        } else if (field.equals("objective")) {
            return "if the pack's objective is " + change.to() + " (now " + change.from() + ")";
        }
        String flag = FLAGS.get(change.signal());
        if (flag != null) {
            return String.format(flag, Boolean.TRUE.equals(change.to()) ? "" : "not ") + " (" + change.signal() + ")";
        }
        return "if " + change.signal() + " is " + change.to() + " (now " + change.from() + ")";
    }

    private static String number(Change change) {
        String field = field(change.signal());
        String noun = NOUNS.getOrDefault(change.signal(), NOUNS.get(field));
        String told = " (" + change.signal() + ", now " + now(change) + ")";
        if (noun != null) {
            return noun + bound(change, " of ", " below ", " above ") + told;
        }
        String owner = owner(change.signal());
        String verb = field.equals("latencyMs")
                ? "if answers of " + owner + " took"
                : field.equals("energyMj") ? "if answers of " + owner + " cost" : "if " + owner + " held";
        return verb + bound(change, " ", " less than ", " more than ") + " (now " + now(change) + ")";
    }

    private static String bound(Change change, String inclusive, String below, String above) {
        String bound = quantity(change.bound(), change.unit());
        if (change.isInclusive()) {
            return inclusive + bound + (change.isFall() ? " or less" : " or more");
        }
        return (change.isFall() ? below : above) + bound;
    }

    private static String now(Change change) {
        return change.from() instanceof Double number
                ? quantity(rounded(number, 4), change.unit())
                : change.from() == null ? "not set" : change.from().toString();
    }

    /** Every digit is told, because the value before does not flip. */
    private static String quantity(double value, String unit) {
        return switch (unit) {
            case "bytes" -> bytes(value);
            case "ratio" -> plain(100 * value) + " %";
            case "1/s" -> plain(value) + " a second";
            case "", "count", "score" -> plain(value);
            default -> plain(value) + " " + unit;
        };
    }

    private static String bytes(double value) {
        double size = Math.abs(value);
        return size >= 1e9
                ? plain(value / 1e9) + " GB"
                : size >= 1e6
                        ? plain(value / 1e6) + " MB"
                        : size >= 1e3 ? plain(value / 1e3) + " kB" : plain(value) + " B";
    }

    private static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(9))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static double rounded(double value, int digits) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(digits)).doubleValue()
                : value;
    }

    static String seconds(double seconds) {
        return plain(rounded(seconds, 4)) + " s";
    }

    /** Of {@code int8@cpu:1 latencyMs} the gear, of {@code minilm priority} the model; empty for others. */
    private static String owner(String signal) {
        int space = signal.lastIndexOf(' ');
        return space < 0 ? "" : signal.substring(0, space);
    }

    private static String field(String signal) {
        int at = Math.max(signal.lastIndexOf(' '), signal.startsWith("Scene.") ? signal.indexOf('.') : -1);
        return signal.substring(at + 1);
    }
}
