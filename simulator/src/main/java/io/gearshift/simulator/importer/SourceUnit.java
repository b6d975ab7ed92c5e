package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Unit;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A unit that logs are written in, and the way to the SI unit of Gearshift.
 *
 * @param si what {@code value * factor + offset} is in
 */
record SourceUnit(String name, Unit si, double factor, double offset) {

    private static final Map<String, SourceUnit> ALL = new HashMap<>();

    static {
        add("ratio", Unit.RATIO, 1);
        add("percent", Unit.RATIO, 0.01);
        add("flag", Unit.FLAG, 1);
        add("count", Unit.COUNT, 1);
        add("perSecond", Unit.PER_SECOND, 1);
        add("C", Unit.CELSIUS, 1);
        add("dC", Unit.CELSIUS, 0.1);
        add("mC", Unit.CELSIUS, 0.001);
        ALL.put("k", new SourceUnit("K", Unit.CELSIUS, 1, -273.15));
        ALL.put("f", new SourceUnit("F", Unit.CELSIUS, 5 / 9.0, -32 * 5 / 9.0));
        metric("W", Unit.WATT);
        metric("J", Unit.JOULE);
        metric("V", Unit.VOLT);
        metric("A", Unit.AMPERE);
        add("s", Unit.SECOND, 1);
        add("ms", Unit.SECOND, 1e-3);
        add("us", Unit.SECOND, 1e-6);
        add("Hz", Unit.HERTZ, 1);
        add("kHz", Unit.HERTZ, 1e3);
        add("MHz", Unit.HERTZ, 1e6);
        add("GHz", Unit.HERTZ, 1e9);
        add("Wh", Unit.JOULE, 3600);
        add("B", Unit.BYTE, 1);
        add("kB", Unit.BYTE, 1e3);
        add("MB", Unit.BYTE, 1e6);
        add("GB", Unit.BYTE, 1e9);
        add("KiB", Unit.BYTE, 1024);
        add("MiB", Unit.BYTE, 1024.0 * 1024);
        add("GiB", Unit.BYTE, 1024.0 * 1024 * 1024);
    }

    /** Upper and lower case tell bits from bytes here: {@code Mb/s} is an eighth of {@code MB/s}. */
    private static final Map<String, SourceUnit> RATES = new HashMap<>();

    static {
        rate(1, "bit/s", "bits/s", "bits/sec", "bps", "b/s");
        rate(1e3, "kbit/s", "Kbit/s", "kbits/s", "Kbits/sec", "kbits/sec", "kbps", "Kbps", "kb/s");
        rate(1e6, "Mbit/s", "mbit/s", "Mbits/s", "Mbits/sec", "mbits/sec", "Mbps", "mbps", "Mb/s");
        rate(1e9, "Gbit/s", "gbit/s", "Gbits/s", "Gbits/sec", "Gbps", "gbps", "Gb/s");
        rate(8, "B/s", "Bytes/sec");
        rate(8e3, "kB/s", "KB/s");
        rate(8e6, "MB/s", "MBps");
        rate(8e9, "GB/s", "GBps");
    }

    private static void rate(double factor, String... names) {
        for (String name : names) {
            RATES.put(name, new SourceUnit(name, Unit.BIT_PER_SECOND, factor, 0));
        }
    }

    private static void metric(String symbol, Unit si) {
        add(symbol, si, 1);
        add("m" + symbol, si, 1e-3);
        add("u" + symbol, si, 1e-6);
        add("k" + symbol, si, 1e3);
    }

    private static void add(String name, Unit si, double factor) {
        ALL.put(key(name), new SourceUnit(name, si, factor, 0));
    }

    /** Lower case, as logs are not careful; no two of the list differ by their case alone. */
    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replace("µ", "u").replace("°", "");
    }

    static Optional<SourceUnit> of(String name) {
        return Optional.ofNullable(RATES.getOrDefault(name, ALL.get(key(name))));
    }

    /** For a message. */
    static List<String> names() {
        return Stream.concat(ALL.values().stream(), RATES.values().stream())
                .map(SourceUnit::name)
                .sorted()
                .toList();
    }

    /** In decimal, so that 343 tenths are 34.3 and not the double beside it. */
    double si(String number, double scale) {
        return new BigDecimal(number)
                .multiply(BigDecimal.valueOf(scale))
                .multiply(BigDecimal.valueOf(factor))
                .add(BigDecimal.valueOf(offset))
                .doubleValue();
    }
}
