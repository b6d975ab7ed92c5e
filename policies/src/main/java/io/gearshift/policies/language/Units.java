package io.gearshift.policies.language;

import io.gearshift.core.policy.Quantity;
import io.gearshift.core.text.Durations;
import io.gearshift.core.text.Sizes;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an author meant by a number with a unit, in the unit of what it is compared with or set to. */
final class Units {

    private static final Pattern COMPARED_BEFORE = Pattern.compile("(\\w+)\\s*(?:[=!<>]=|[<>])\\s*-?$");
    private static final Pattern COMPARED_AFTER = Pattern.compile("^\\s*(?:[=!<>]=|[<>])\\s*(?:\\$\\w+\\.)?(\\w+)");
    private static final Pattern LIMITED = Pattern.compile("\\blimit\\s*\\(\\s*(?:Budget\\s*\\.\\s*)?(\\w+)\\s*,\\s*$");

    private static final Map<String, String> BUDGETS =
            Map.of("MEMORY_BYTES", "bytes", "POWER_W", "W", "NETWORK_BYTES_PER_S", "bytes/s");

    /** By unit of the vocabulary, what one of another unit amounts to. */
    private static final Map<String, Map<String, String>> FACTORS = Map.of(
            "mJ", Map.of("mJ", "1", "J", "1000", "kJ", "1000000"),
            "W", Map.of("W", "1", "mW", "0.001", "kW", "1000"));

    private static final int WITHIN = 200;

    private Units() {}

    /**
     * What to do about a number with a unit.
     *
     * @param text of the whole file
     * @param from offset of the number, {@code to} of what follows it
     * @param digits the number alone
     * @param suffix what stands behind it
     */
    static String hint(String text, int from, int to, String digits, String suffix) {
        if (Set.of("l", "L", "f").contains(suffix)) {
            return "numbers stand without suffix: " + digits;
        }
        String name = nameAt(text, from, to);
        String unit = name == null ? null : unit(name);
        if (unit == null) {
            return "numbers stand without unit, in that of what they are compared with;"
                    + " gearshift policy vocabulary lists the units";
        }
        BigDecimal value = converted(digits, suffix, unit);
        return "numbers stand without unit; " + name + " is " + Ranges.said(unit)
                + (value == null ? "" : ": write " + Ranges.whole(value.doubleValue()));
    }

    /**
     * What to do about a percent sign.
     *
     * @param compared the field on the other side, or another word; null when none is plain to see
     * @param number before the sign
     */
    static String percent(@Nullable Token compared, String number) {
        String name = compared == null ? "" : compared.text();
        String unit = unit(name);
        if (unit != null && !unit.equals("ratio")) {
            return name + " is " + Ranges.said(unit) + ", not a ratio: leave the sign out and write the value "
                    + (unit.equals("count") ? "itself" : "in " + unit);
        } else if (unit == null && !Dictionary.owners(name).isEmpty()) {
            return name + " is no ratio; gearshift policy vocabulary lists what it can be";
        }
        return "ratios are 0 to 1: write "
                + new BigDecimal(number).movePointLeft(2).stripTrailingZeros().toPlainString();
    }

    /** The field or budget on the other side; null when there is none that is plain to see. */
    private static @Nullable String nameAt(String text, int from, int to) {
        String before = text.substring(Math.max(0, from - WITHIN), from);
        String after = text.substring(to, Math.min(text.length(), to + WITHIN));
        for (Matcher matcher :
                new Matcher[] {LIMITED.matcher(before), COMPARED_BEFORE.matcher(before), COMPARED_AFTER.matcher(after)
                }) {
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return null;
    }

    /** Of a budget, or of a field that has the same unit in every fact; null for other names. */
    private static @Nullable String unit(String name) {
        String budget = BUDGETS.get(name);
        if (budget != null) {
            return budget;
        }
        Set<String> units = new TreeSet<>();
        for (Class<?> fact : Dictionary.FACTS.values()) {
            Quantity quantity = Dictionary.quantity(fact, name);
            if (quantity != null) {
                units.add(quantity.unit());
            }
        }
        return units.size() == 1 ? units.iterator().next() : null;
    }

    /** Null when the suffix is no unit that could be meant. */
    private static @Nullable BigDecimal converted(String digits, String suffix, String unit) {
        return switch (unit) {
            case "ms" -> millis(digits, suffix);
            case "s" -> {
                BigDecimal millis = millis(digits, suffix);
                yield millis == null ? null : millis.movePointLeft(3);
            }
            case "bytes", "bytes/s" ->
                Sizes.parse(digits + suffix).map(BigDecimal::valueOf).orElse(null);
            case "°C" -> celsius(new BigDecimal(digits), suffix);
            default -> {
                String factor = FACTORS.getOrDefault(unit, Map.of()).get(suffix);
                yield factor == null ? null : new BigDecimal(digits).multiply(new BigDecimal(factor));
            }
        };
    }

    private static @Nullable BigDecimal millis(String digits, String suffix) {
        String known = Map.of("min", "m", "sec", "s").getOrDefault(suffix, suffix);
        return Durations.parse(digits + known)
                .map(time -> BigDecimal.valueOf(time.toNanos()).movePointLeft(6))
                .orElse(null);
    }

    private static @Nullable BigDecimal celsius(BigDecimal degrees, String suffix) {
        return switch (suffix) {
            case "C" -> degrees;
            case "K" -> BigDecimal.valueOf(Ranges.rounded(degrees.doubleValue() - Ranges.KELVIN));
            case "F" -> BigDecimal.valueOf(Ranges.rounded((degrees.doubleValue() - 32) / 1.8));
            default -> null;
        };
    }
}
