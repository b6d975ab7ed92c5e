package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Signal;
import io.gearshift.core.reading.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Signs that a log is written in another unit than it was read in. */
final class UnitDoubts {

    private static final double HOTTEST_C = 250;
    private static final double HOTTEST_K = 400;
    private static final double HOTTEST_DECI = 1500;

    /**
     * What devices show between idle and full load, wide enough for a sensor node and for a server: a channel wholly outside, or
     * with a highest value above, is worth a look. A charge controller's cell stays above 2 V, a lead string below 100 V; silicon
     * is switched off by 130 °C; GPRS carried some 10 kbit/s, and a phone or home line under 2 Gbit/s; an answer in under 1 ms is a
     * cable's.
     */
    private record Usual(double least, double most) {}

    private static final Map<Signal, Usual> USUAL = new EnumMap<>(Map.ofEntries(
            Map.entry(Signal.TEMPERATURE, new Usual(5, 130)),
            Map.entry(Signal.BATTERY_TEMPERATURE, new Usual(5, 80)),
            Map.entry(Signal.BATTERY_VOLTAGE, new Usual(2, 100)),
            Map.entry(Signal.BATTERY_CURRENT, new Usual(0.001, 50)),
            Map.entry(Signal.BATTERY_POWER, new Usual(0.005, 1000)),
            Map.entry(Signal.POWER, new Usual(0.005, 2000)),
            Map.entry(Signal.CPU_LOAD, new Usual(0.0101, 1)),
            Map.entry(Signal.CPU_FREQUENCY, new Usual(1e6, 1e11)),
            Map.entry(Signal.MEMORY_TOTAL, new Usual(16e6, 1e14)),
            Map.entry(Signal.NETWORK_RTT, new Usual(0.001, 30)),
            Map.entry(Signal.NETWORK_BANDWIDTH_DOWN, new Usual(1e3, 2e9)),
            Map.entry(Signal.NETWORK_BANDWIDTH_UP, new Usual(1e3, 2e9))));

    /** With fewer values a low one says nothing of the unit. */
    private static final int FEW = 10;

    /** Links are measured by the second; a log whose milliseconds were taken for seconds is a thousand times slower. */
    private static final Duration SLOWEST_LINK = Duration.ofMinutes(5);

    private UnitDoubts() {}

    /** What a value out of its unit's range may be in; empty when nothing suggests itself. */
    static String guess(Unit unit, double value) {
        if (unit == Unit.CELSIUS) {
            return celsius(value);
        }
        if (unit == Unit.RATIO) {
            return value > 1 && value <= 100 ? "percent?" : "";
        }
        if (unit == Unit.BIT_PER_SECOND) {
            return value > 0 ? "a log in bit/s, read as kbit/s or Mbit/s?" : "";
        }
        boolean isElectric = unit == Unit.WATT || unit == Unit.VOLT || unit == Unit.AMPERE;
        return isElectric ? "thousandths or millionths?" : "";
    }

    private static String celsius(double value) {
        if (value <= HOTTEST_C) {
            return "";
        }
        if (value <= HOTTEST_K) {
            return "kelvin?";
        }
        return value <= HOTTEST_DECI ? "tenths of a degree?" : "thousandths of a degree?";
    }

    static List<String> of(List<Channel> channels) {
        List<String> doubts = new ArrayList<>();
        for (Channel channel : channels) {
            boolean isLink = channel.sensor().signal().unit() == Unit.BIT_PER_SECOND;
            if (isLink && channel.typical().compareTo(SLOWEST_LINK) > 0) {
                doubts.add(channel.sensor() + ": a value every "
                        + channel.typical().toSeconds()
                        + " s only: check that its times are no milliseconds that were taken for seconds");
            }
            Usual usual = USUAL.get(channel.sensor().signal());
            if (usual == null) {
                continue;
            }
            double most = Math.max(Math.abs(channel.least()), Math.abs(channel.most()));
            boolean isLow = channel.values() >= FEW && most > 0 && most < usual.least();
            if (isLow || most > usual.most()) {
                doubts.add(String.format(
                        Locale.ROOT,
                        "%s: %s to %s %s, which is unusually %s: check that the log is in the unit it was read in",
                        channel.sensor(),
                        number(channel.least()),
                        number(channel.most()),
                        channel.sensor().signal().unit().name().toLowerCase(Locale.ROOT),
                        isLow ? "low" : "high"));
            }
        }
        return doubts;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
