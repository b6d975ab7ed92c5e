package io.gearshift.policies.document;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Quantity;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.text.Durations;
import io.gearshift.core.text.Sizes;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Unit and range of a number, by the name of its field: as the vocabulary says, else from the unit in the name. */
record Bounds(String unit, double least, double most) {

    private static final Map<String, Bounds> BY_NAME = new HashMap<>();

    static {
        BY_NAME.put("hysteresis", new Bounds("ratio", 0, 1));
        BY_NAME.put("latencyProbability", new Bounds("ratio", 0.5, 0.999));
        BY_NAME.put("wattsPerCore", new Bounds("W", 0.001, 1000));
        BY_NAME.put("powerBudgetW", new Bounds("W", 0, 1e5));
        BY_NAME.put("assumedTripC", new Bounds("°C", -60, 200));
        BY_NAME.put("slowdown", new Bounds("count", 0.02, 200));
        for (Class<?> fact : List.of(Device.class, Scene.class, Model.class, Candidate.class)) {
            for (RecordComponent component : fact.getRecordComponents()) {
                Quantity quantity = component.getAnnotation(Quantity.class);
                if (quantity != null) {
                    BY_NAME.putIfAbsent(
                            component.getName(), new Bounds(quantity.unit(), quantity.min(), quantity.max()));
                }
            }
        }
    }

    private static final Bounds TIME = new Bounds("ms", 0, Double.POSITIVE_INFINITY);
    private static final Bounds BYTES = new Bounds("bytes", 0, Double.POSITIVE_INFINITY);
    private static final Bounds PLAIN = new Bounds("count", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    static Bounds of(String field) {
        return BY_NAME.getOrDefault(
                field,
                field.endsWith("Ms")
                        ? TIME
                        : field.toLowerCase(java.util.Locale.ROOT).contains("bytes") ? BYTES : PLAIN);
    }

    Optional<Double> parse(String text) {
        return unit.equals("bytes") ? Sizes.parse(text).map(Long::doubleValue).or(() -> number(text)) : number(text);
    }

    private static Optional<Double> number(String text) {
        try {
            double number = new BigDecimal(text).doubleValue();
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean holds(double number) {
        return number >= least && number <= most;
    }

    String expected() {
        String what = switch (unit) {
            case "ratio" -> "a ratio";
            case "count" -> "a number";
            case "bytes" -> "bytes, or a size such as 64MiB";
            case "1/s" -> "a number per second";
            default -> "a number of " + unit;
        };
        boolean isOpen = Double.isInfinite(most);
        return what
                + (isOpen ? Double.isInfinite(least) ? "" : ", 0 or more" : ", " + plain(least) + ".." + plain(most));
    }

    /** What was probably meant. */
    String hint(String text) {
        Optional<Double> number = number(text.replaceFirst("\\s*(°?[A-Za-z%]+)$", ""));
        if (number.isEmpty()) {
            return "";
        }
        double value = number.get();
        if (unit.equals("ratio") && value >= 1 && value <= 100 && (text.endsWith("%") || value > 1)) {
            return plain(value) + " % is written " + plain(value / 100);
        }
        if (unit.equals("°C") && value > most && value < 523) {
            return plain(value) + " K is " + plain(value - 273.15) + " °C";
        }
        if (unit.equals("°C") && value >= 1000 && value <= 250_000) {
            return plain(value) + " millidegrees are " + plain(value / 1000) + " °C";
        }
        if (unit.equals("ms") || unit.equals("s")) {
            return Durations.parse(text)
                    .map(time -> "write " + plain(time.toNanos() / (unit.equals("ms") ? 1e6 : 1e9)))
                    .orElse("");
        }
        boolean isUnitWritten = number(text).isEmpty() && holds(value) && !unit.equals("bytes");
        return isUnitWritten ? "write the number alone: " + plain(value) : "";
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number)
                .setScale(6, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
