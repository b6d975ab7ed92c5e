package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * NVIDIA's {@code tegrastats}, one line a sample. The clock has whole seconds only, so the lines of one second are spread
 * evenly over it; without a clock a line is a second, the tool's default.
 */
final class TegrastatsFormat implements LogFormat {

    private static final Pattern LINE =
            Pattern.compile("^(\\d\\d-\\d\\d-\\d{4} \\d\\d:\\d\\d:\\d\\d )?RAM \\d+/\\d+MB");
    private static final Pattern MEMORY = Pattern.compile("RAM (\\d+)/(\\d+)MB");
    private static final Pattern CORES = Pattern.compile("CPU \\[([^\\]]*)\\]");
    private static final Pattern CORE = Pattern.compile("(\\d+)%@(\\d+)");
    private static final Pattern ZONE = Pattern.compile("\\b([A-Za-z]\\w*)@(-?\\d+(?:\\.\\d+)?)(\\S*)");

    /** The board's input; the other rails are parts of it. */
    private static final Pattern INPUT = Pattern.compile("\\b(VDD_IN|POM_5V_IN) (\\d+)([^\\s/]*)(/?)");

    private static final Set<String> MILLIWATT = Set.of("", "mW");

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("MM-dd-yyyy HH:mm:ss", Locale.ROOT);
    private static final double MIB = 1024.0 * 1024;

    /** What a zone that is switched off reads as. */
    private static final double OFF_C = -200;

    @Override
    public String name() {
        return "tegrastats";
    }

    @Override
    public String device() {
        return "NVIDIA Jetson";
    }

    @Override
    public boolean recognises(LogHead head) {
        return head.lines().stream()
                .limit(5)
                .anyMatch(line -> LINE.matcher(line).find());
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        List<String> second = new ArrayList<>();
        Instant at = null;
        long number = 0;
        try (BufferedReader lines = LogText.open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Instant now = time(line, number, out);
                if (now == null || !out.moment(number, now)) {
                    flush(second, at, number - second.size(), out);
                    continue;
                }
                if (!now.equals(at)) {
                    flush(second, at, number - second.size(), out);
                }
                at = now;
                second.add(line);
            }
        }
        flush(second, at, number + 1 - second.size(), out);
    }

    private static @Nullable Instant time(String line, long number, LogSink out) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.find()) {
            if (!line.isBlank()) {
                out.refuse(number, "no line of tegrastats: " + LogText.shortened(line));
            }
            return null;
        }
        if (matcher.group(1) == null) {
            out.note("the log has no clock: a second a line was assumed");
            return NO_CLOCK.plusSeconds(number);
        }
        try {
            out.note("the log's clock has no time zone: UTC was assumed");
            return LocalDateTime.parse(matcher.group(1).strip(), CLOCK).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            out.refuse(number, "no time: " + matcher.group(1).strip());
            return null;
        }
    }

    private static void flush(List<String> second, @Nullable Instant at, long first, LogSink out) {
        for (int i = 0; at != null && i < second.size(); i++) {
            sample(second.get(i), first + i, at.plusNanos(1_000_000_000L * i / second.size()), out);
        }
        second.clear();
    }

    private static void sample(String line, long number, Instant at, LogSink out) {
        Matcher memory = MEMORY.matcher(line);
        if (memory.find()) {
            double total = Double.parseDouble(memory.group(2)) * MIB;
            out.add(number, at, Signal.MEMORY_TOTAL, "", total);
            out.add(number, at, Signal.MEMORY_AVAILABLE, "", total - Double.parseDouble(memory.group(1)) * MIB);
        }
        Matcher cores = CORES.matcher(line);
        if (cores.find()) {
            cores(cores.group(1), number, at, out);
        } else if (line.contains("CPU [")) {
            out.refuse(number, "the line is cut off: " + LogText.shortened(line));
        }
        Matcher zones = ZONE.matcher(line);
        while (zones.find()) {
            double celsius = Double.parseDouble(zones.group(2));
            if (!zones.group(3).equals("C")) {
                out.refuse(number, zones.group() + ": no temperature in C");
            } else if (celsius > OFF_C) {
                out.add(number, at, Signal.TEMPERATURE, zones.group(1), celsius);
            }
        }
        Matcher input = INPUT.matcher(line);
        if (!input.find()) {
            return;
        }
        if (!MILLIWATT.contains(input.group(3)) || input.group(4).isEmpty()) {
            out.refuse(number, input.group() + ": no power in mW, now and on average");
        } else {
            out.add(number, at, Signal.POWER, input.group(1), Double.parseDouble(input.group(2)) / 1000);
        }
    }

    private static void cores(String text, long number, Instant at, LogSink out) {
        double busy = 0;
        int online = 0;
        Matcher core = CORE.matcher(text);
        while (core.find()) {
            busy += Double.parseDouble(core.group(1)) / 100;
            out.add(number, at, Signal.CPU_FREQUENCY, "cpu" + online, Double.parseDouble(core.group(2)) * 1e6);
            online++;
        }
        if (online > 0) {
            out.add(number, at, Signal.CPU_LOAD, "total", busy / online);
            out.add(number, at, Signal.CPU_CORES, "", online);
        }
    }
}
