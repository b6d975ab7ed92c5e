package io.gearshift.simulator.profile;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number with its unit, as cells of tables have it: {@code 9.0ms}, {@code 75.1%}, {@code 13.5 MB}. */
final class Amount {

    /** What cannot be read, in words. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        Unreadable(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    private record Unit(String kind, double factor) {}

    private static final Pattern CELL =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*([A-Za-zµμ%/.]*)");
    private static final Set<String> ABSENT = Set.of("", "-", "–", "—", "n/a", "na", "none", "null", "~");
    private static final Map<String, Unit> UNITS = new HashMap<>();

    static {
        kind("time in ms", Map.of("ns", 1e-6, "us", 1e-3, "ms", 1.0, "s", 1e3, "sec", 1e3, "min", 6e4));
        kind(
                "bytes",
                Map.of(
                        "b",
                        1.0,
                        "kb",
                        1e3,
                        "mb",
                        1e6,
                        "gb",
                        1e9,
                        "kib",
                        1024.0,
                        "mib",
                        1048576.0,
                        "gib",
                        1073741824.0));
        kind(
                "energy in mJ",
                Map.of("uj", 1e-3, "mj", 1.0, "j", 1e3, "uj/inf.", 1e-3, "mj/inf.", 1.0, "wh", 3.6e6, "kwh", 3.6e9));
        kind("power in W", Map.of("uw", 1e-6, "mw", 1e-3, "w", 1.0));
        kind("answers a second", Map.of("inf./sec.", 1.0, "fps", 1.0, "qps", 1.0));
        kind("a share", Map.of("%", 0.01));
    }

    private Amount() {}

    private static void kind(String kind, Map<String, Double> factors) {
        factors.forEach((name, factor) -> UNITS.put(name, new Unit(kind, factor)));
    }

    /**
     * @param unit of a cell that gives none; its kind is what is expected
     * @return empty for a cell that says that there is nothing
     */
    static OptionalDouble parse(String cell, String unit) throws Unreadable {
        String text = cell.replace("*", "").strip();
        if (ABSENT.contains(text.toLowerCase(Locale.ROOT))) {
            return OptionalDouble.empty();
        }
        Matcher matcher = CELL.matcher(text);
        if (!matcher.matches()) {
            throw new Unreadable(
                    text + " is no number" + (text.matches("\\d+,\\d+") ? " (a comma for the point?)" : ""));
        }
        String written = matcher.group(2).isEmpty() ? unit : matcher.group(2);
        Unit expected = UNITS.get(key(unit));
        Unit found = UNITS.get(key(written));
        if (found == null || expected == null || !found.kind().equals(expected.kind())) {
            throw new Unreadable(text + ": the unit " + written + " (expected: "
                    + (expected == null ? unit : expected.kind()) + ")");
        }
        double value = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(found.factor()))
                .doubleValue();
        return OptionalDouble.of(value);
    }

    /** A bare number, with nothing about it. */
    static OptionalDouble number(String cell) throws Unreadable {
        String text = cell.replace("*", "").strip();
        if (ABSENT.contains(text.toLowerCase(Locale.ROOT))) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException e) {
            throw new Unreadable(
                    text + " is no number" + (text.matches("\\d+,\\d+") ? " (a comma for the point?)" : ""));
        }
    }

    private static String key(String unit) {
        return unit.toLowerCase(Locale.ROOT).replace('µ', 'u').replace('μ', 'u');
    }
}
