package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.text.Sizes;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers and times as a person reads them; {@code -} for what is not known. */
final class Words {

    static final String UNKNOWN = "-";

    private Words() {}

    static String number(JsonNode value, String pattern) {
        return value.isNumber() ? String.format(Locale.ROOT, pattern, value.doubleValue()) : UNKNOWN;
    }

    static String percent(JsonNode ratio) {
        return ratio.isNumber() ? String.format(Locale.ROOT, "%.0f %%", ratio.doubleValue() * 100) : UNKNOWN;
    }

    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f %%", ratio * 100);
    }

    static String accuracy(JsonNode ratio) {
        return ratio.isNumber() ? String.format(Locale.ROOT, "%.2f %%", ratio.doubleValue() * 100) : UNKNOWN;
    }

    static String millis(JsonNode ms) {
        return ms.isNumber() ? significant(ms.doubleValue()) + " ms" : UNKNOWN;
    }

    static String energy(JsonNode mj) {
        return mj.isNumber() ? significant(mj.doubleValue()) + " mJ" : UNKNOWN;
    }

    static String bytes(JsonNode bytes) {
        return bytes.isNumber() ? Sizes.readable(bytes.doubleValue()) : UNKNOWN;
    }

    /** Two decimals below ten, one below a hundred, else none. */
    static String significant(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f", value);
    }

    /** The two largest units, e.g. {@code 3h 2m}. */
    static String duration(Duration duration) {
        long s = Math.max(0, duration.toSeconds());
        if (s < 60) {
            return s + "s";
        }
        if (s < 3600) {
            return s / 60 + "m " + s % 60 + "s";
        }
        return s < 86_400 ? s / 3600 + "h " + s / 60 % 60 + "m" : s / 86_400 + "d " + s / 3600 % 24 + "h";
    }

    static String seconds(JsonNode seconds) {
        return seconds.isNumber() ? duration(Duration.ofMillis((long) (seconds.doubleValue() * 1000))) : UNKNOWN;
    }

    /** Time from {@code from} to {@code to}, both ISO-8601. */
    static String between(JsonNode from, JsonNode to) {
        try {
            return duration(Duration.between(Instant.parse(from.asText()), Instant.parse(to.asText())));
        } catch (DateTimeParseException e) {
            return UNKNOWN;
        }
    }

    /** To the second. */
    static String instant(JsonNode instant) {
        try {
            return Instant.parse(instant.asText())
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        } catch (DateTimeParseException e) {
            return UNKNOWN;
        }
    }

    /** {@code text}, or {@code -} when there is none. */
    static String text(JsonNode text) {
        String value = text.isNull() ? "" : text.asText("");
        return value.isEmpty() ? UNKNOWN : value;
    }

    /** A reading in the unit that suits its size. */
    static String reading(JsonNode value, String unit) {
        return value.isNumber() ? reading(value.doubleValue(), unit) : UNKNOWN;
    }

    static String reading(double v, String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "ratio" -> String.format(Locale.ROOT, "%.1f %%", v * 100);
            case "flag" -> v == 0 ? "no" : "yes";
            case "celsius" -> String.format(Locale.ROOT, "%.1f °C", v);
            case "byte" -> Sizes.readable(v);
            case "hertz" -> String.format(Locale.ROOT, "%.2f GHz", v / 1e9);
            case "second" -> significant(v * 1000) + " ms";
            case "bit_per_second" -> bitsPerSecond(v);
            case "watt" -> significant(v) + " W";
            case "joule" -> significant(v) + " J";
            case "volt" -> significant(v) + " V";
            case "ampere" -> significant(v) + " A";
            default -> significant(v);
        };
    }

    private static String bitsPerSecond(double v) {
        return v < 1e6
                ? significant(v / 1e3) + " kbit/s"
                : v < 1e9 ? significant(v / 1e6) + " Mbit/s" : significant(v / 1e9) + " Gbit/s";
    }
}
