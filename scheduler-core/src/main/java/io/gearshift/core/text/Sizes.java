package io.gearshift.core.text;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of bytes as people write them: {@code 64MiB}, {@code 512MB}, {@code 1.5GiB}, {@code 4096}. */
public final class Sizes {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?)\\s*([kKMGT]i?B|B)?");
    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("TiB", 1L << 40);
        UNITS.put("GiB", 1L << 30);
        UNITS.put("MiB", 1L << 20);
        UNITS.put("KiB", 1L << 10);
        UNITS.put("TB", 1_000_000_000_000L);
        UNITS.put("GB", 1_000_000_000L);
        UNITS.put("MB", 1_000_000L);
        UNITS.put("kB", 1_000L);
        UNITS.put("B", 1L);
    }

    private Sizes() {}

    /** Bytes; empty when the text is no such amount or does not fit a long. */
    public static Optional<Long> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        String known = unit.equals("KB") ? "kB" : unit.equals("kiB") ? "KiB" : unit;
        BigDecimal bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(Objects.requireNonNull(UNITS.get(known), known)));
        boolean fits = bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? Optional.of(bytes.longValue()) : Optional.empty();
    }

    /** Exact, in the unit that says it in the fewest letters; {@link #parse} reads it back. */
    public static String format(long bytes) {
        String shortest = Long.toString(bytes);
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            String text = bytes / unit.getValue() + unit.getKey();
            boolean isExact = bytes > 0 && bytes % unit.getValue() == 0;
            shortest = isExact && text.length() < shortest.length() ? text : shortest;
        }
        return shortest;
    }

    /** Rounded for the eye, e.g. {@code 90.4 MB}. */
    public static String readable(double bytes) {
        double amount = bytes;
        for (String unit : new String[] {"B", "kB", "MB", "GB"}) {
            if (Math.abs(amount) < 1000) {
                return String.format(Locale.ROOT, unit.equals("B") ? "%.0f %s" : "%.1f %s", amount, unit);
            }
            amount /= 1000;
        }
        return String.format(Locale.ROOT, "%.1f TB", amount);
    }
}
