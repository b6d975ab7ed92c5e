package io.gearshift.policies.document;

import io.gearshift.core.text.Durations;
import io.gearshift.core.text.Sizes;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Unit and range of a number, from the unit in its field's name. */
record Quantity(String unit, double least, double most) {

    private static final Map<String, Quantity> BY_SUFFIX = Map.of(
            "CPerS", new Quantity("°C per second", -100, 100),
            "C", new Quantity("°C", -60, 250),
            "Ratio", new Quantity("a ratio", 0, 1),
            "Bytes", new Quantity("bytes, or a size such as 64MiB", 0, 1e18),
            "PerS", new Quantity("per second", 0, 1e9),
            "Mj", new Quantity("mJ", 0, 1e9),
            "W", new Quantity("W", -1e5, 1e5));

    private static final Map<String, Quantity> BY_NAME = Map.of(
            "headroomC", new Quantity("°C", -250, 310),
            "accuracy", new Quantity("a ratio", 0, 1),
            "accuracyLoss", new Quantity("a ratio", 0, 1),
            "minAccuracy", new Quantity("a ratio", 0, 1),
            "hysteresis", new Quantity("a ratio", 0, 1),
            "latencyProbability", new Quantity("a ratio", 0.5, 0.999),
            "cores", new Quantity("a number", 0.01, 4096),
            "wattsPerCore", new Quantity("W", 0.001, 1000),
            "powerBudgetW", new Quantity("W", 0, 1e5));

    private static final Quantity TIME_MS = new Quantity("ms", 0, 1e12);
    private static final Quantity TIME_S = new Quantity("seconds", 0, 1e9);
    private static final Quantity PLAIN = new Quantity("a number", -1e18, 1e18);

    static Quantity of(String field) {
        if (BY_NAME.containsKey(field)) {
            return BY_NAME.getOrDefault(field, PLAIN);
        }
        if (field.endsWith("Ms")) {
            return TIME_MS;
        }
        String longest = "";
        for (String suffix : BY_SUFFIX.keySet()) {
            longest = field.endsWith(suffix) && suffix.length() > longest.length() ? suffix : longest;
        }
        return longest.isEmpty()
                ? field.startsWith("seconds") ? TIME_S : PLAIN
                : BY_SUFFIX.getOrDefault(longest, PLAIN);
    }

    Optional<Double> parse(String text) {
        if (unit.startsWith("bytes")) {
            return Sizes.parse(text).map(Long::doubleValue).or(() -> number(text));
        }
        return number(text);
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
        boolean isOpen = Math.abs(most) >= 1e9;
        String range = isOpen ? least == 0 ? ", 0 or more" : "" : ", " + plain(least) + ".." + plain(most);
        return (unit.startsWith("a ") || unit.startsWith("bytes") ? unit : "a number of " + unit) + range;
    }

    /** What was probably meant. */
    String hint(String text) {
        Optional<Double> number = number(text.replaceFirst("\\s*(°?[A-Za-z%]+)$", ""));
        if (number.isEmpty()) {
            return "";
        }
        double value = number.get();
        boolean isPercent = unit.equals("a ratio") && most == 1 && value >= 1 && value <= 100;
        if (isPercent && (text.endsWith("%") || value > 1)) {
            return plain(value) + " % is written " + plain(value / 100);
        }
        if (unit.equals("°C") && value > 250 && value < 523) {
            return plain(value) + " K is " + plain(value - 273.15) + " °C";
        }
        if (unit.equals("°C") && value >= 1000 && value <= 250_000) {
            return plain(value) + " millidegrees are " + plain(value / 1000) + " °C";
        }
        if (unit.equals("ms") || unit.equals("seconds")) {
            return Durations.parse(text)
                    .map(time -> "write " + plain(time.toNanos() / (unit.equals("ms") ? 1e6 : 1e9)))
                    .orElse("");
        }
        return number(text).isEmpty() && holds(value) && !unit.startsWith("bytes")
                ? "write the number alone: " + plain(value)
                : "";
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(Math.round(number * 1e6))
                .movePointLeft(6)
                .stripTrailingZeros()
                .toPlainString()
                .toLowerCase(Locale.ROOT);
    }
}
