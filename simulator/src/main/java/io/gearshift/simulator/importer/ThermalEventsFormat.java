package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Signal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Linux trace events of the thermal framework, as {@code trace-cmd report} or the kernel's own {@code trace} file prints them
 * (include/trace/events/thermal.h, thermal_power_allocator.h): a zone's temperature (m°C) each time the kernel looked, and what
 * the power allocator saw of the processors (kHz, percent, mW) and of devices with a clock of their own, such as the GPU.
 * Times are seconds since boot. A group of CPUs with one clock is named after its first, as in sysfs.
 */
final class ThermalEventsFormat implements LogFormat {

    private static final Pattern EVENT = Pattern.compile("^\\s*\\S.*?\\[\\d+\\].*?\\s(\\d+\\.\\d+): (\\w+):\\s+(.*)$");
    private static final Pattern PREAMBLE = Pattern.compile("^(#.*|version = \\d+|CPU \\d+ is empty|cpus=\\d+|\\s*)$");
    private static final Pattern LOST = Pattern.compile("\\bLOST\\b.*\\bEVENTS\\b");
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\{[^}]*\\}|\\S+)");
    private static final double MILLI = 1000;
    private static final double PERCENT = 100;
    private static final double KHZ = 1000;

    @Override
    public String name() {
        return "thermal trace events";
    }

    @Override
    public String device() {
        return "Linux machine";
    }

    @Override
    public boolean recognises(LogHead head) {
        return head.lines().stream()
                .anyMatch(line -> EVENT.matcher(line).find() && line.contains(": thermal_temperature:"));
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        Map<Integer, Double> loads = new TreeMap<>();
        LogText.lines(file, (number, line, isWhole) -> line(line, number, isWhole, loads, out));
        out.note("times are seconds since boot, counted here from " + NO_CLOCK);
        out.note(
                "loads, clocks, limits and powers are told by the power allocator alone; states of cooling devices were left"
                        + " out, as the log does not say how many each has");
    }

    private static void line(String line, long number, boolean isWhole, Map<Integer, Double> loads, LogSink out) {
        Matcher event = EVENT.matcher(line);
        if (LOST.matcher(line).find()) {
            out.refuse(number, "events were lost here: " + line.strip());
        } else if (!event.matches()) {
            if (!PREAMBLE.matcher(line).matches()) {
                out.refuse(number, "no trace event: " + line.strip());
            }
        } else if (!isWhole) {
            out.refuse(number, "the file was cut off here");
        } else {
            Instant at = NO_CLOCK.plusNanos(Math.round(Double.parseDouble(event.group(1)) * 1e6) * 1000);
            if (out.moment(number, at)) {
                event(event.group(2), event.group(3), number, at, loads, out);
            }
        }
    }

    private static void event(
            String name, String text, long number, Instant at, Map<Integer, Double> loads, LogSink out) {
        try {
            Fields fields = Fields.of(text);
            switch (name) {
                case "thermal_temperature" ->
                    out.add(
                            number,
                            at,
                            Signal.TEMPERATURE,
                            zone(fields.text("thermal_zone")),
                            fields.number("temp") / MILLI);
                case "thermal_power_cpu_get_power" -> processors(fields, number, at, loads, out);
                case "thermal_power_cpu_limit" ->
                    out.add(
                            number,
                            at,
                            Signal.CPU_FREQUENCY_LIMIT,
                            String.valueOf(fields.firstCpu()),
                            fields.number("freq") * KHZ);
                case "thermal_power_devfreq_get_power" ->
                    out.add(number, at, Signal.POWER, fields.text("type"), fields.watt());
                case "thermal_power_allocator" -> total(number, at, loads, out);
                default -> {
                    // other events tell nothing that has a place in the vocabulary
                }
            }
        } catch (IllegalArgumentException e) {
            out.refuse(number, name + ": " + e.getMessage());
        }
    }

    private static void processors(Fields fields, long number, Instant at, Map<Integer, Double> loads, LogSink out) {
        int[] cpus = fields.cpus();
        String[] busy = fields.text("load").replaceAll("[{}]", "").strip().split("\\s+");
        if (busy.length != cpus.length) {
            throw new IllegalArgumentException(busy.length + " loads of " + cpus.length + " CPUs");
        }
        double hertz = fields.number("freq") * KHZ;
        double watt = fields.watt();
        for (int i = 0; i < cpus.length; i++) {
            double load = Fields.number("load", busy[i]) / PERCENT;
            loads.put(cpus[i], load);
            out.add(number, at, Signal.CPU_LOAD, String.valueOf(cpus[i]), load);
        }
        out.add(number, at, Signal.CPU_FREQUENCY, String.valueOf(cpus[0]), hertz);
        out.add(number, at, Signal.POWER, "policy" + cpus[0], watt);
    }

    /** The allocator's last event of a look at all that draws power. */
    private static void total(long number, Instant at, Map<Integer, Double> loads, LogSink out) {
        if (!loads.isEmpty()) {
            double busy =
                    loads.values().stream().mapToDouble(load -> load).average().orElseThrow();
            out.add(number, at, Signal.CPU_LOAD, "total", busy);
            loads.clear();
        }
    }

    private static String zone(String name) {
        return name.replace("_thermal", "").replace("-thermal", "");
    }

    /** The {@code key=value} part of an event; a list stands in braces. */
    private record Fields(Map<String, String> byName) {

        static Fields of(String text) {
            Map<String, String> byName = new TreeMap<>();
            Matcher field = FIELD.matcher(text);
            while (field.find()) {
                byName.put(field.group(1), field.group(2));
            }
            return new Fields(byName);
        }

        String text(String name) {
            String text = byName.get(name);
            if (text == null) {
                throw new IllegalArgumentException("no " + name + " (there are: " + byName.keySet() + ")");
            }
            return text;
        }

        double number(String name) {
            return number(name, text(name));
        }

        static double number(String name, String text) {
            if (!text.matches("-?\\d+")) {
                throw new IllegalArgumentException(name + "=" + text + " (expected: a whole number)");
            }
            return Double.parseDouble(text);
        }

        /** In mW in the log: since Linux 6 one figure, before that what switching and what leakage take. */
        double watt() {
            return byName.containsKey("power")
                    ? number("power") / MILLI
                    : (number("dynamic_power") + number("static_power")) / MILLI;
        }

        /** A mask in groups of 32, the highest first: {@code 00000000,00000006} are CPUs 1 and 2. */
        int[] cpus() {
            String mask = text("cpus");
            if (!mask.matches("[0-9a-f]{1,8}(,[0-9a-f]{8})*")) {
                throw new IllegalArgumentException("cpus=" + mask + " (expected: a mask)");
            }
            BigInteger bits = new BigInteger(mask.replace(",", ""), 16);
            int[] cpus =
                    IntStream.range(0, bits.bitLength()).filter(bits::testBit).toArray();
            if (cpus.length == 0) {
                throw new IllegalArgumentException("cpus=" + mask + " (expected: at least one)");
            }
            return cpus;
        }

        int firstCpu() {
            return cpus()[0];
        }
    }
}
