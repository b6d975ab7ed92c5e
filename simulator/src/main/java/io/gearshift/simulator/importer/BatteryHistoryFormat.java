package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Android's {@code dumpsys batterystats --history}: time since the reset, battery level, and what changed. Everything holds
 * until it changes.
 */
final class BatteryHistoryFormat implements LogFormat {

    private static final Pattern LINE = Pattern.compile("^\\s*(0|\\+\\w+) \\(\\d+\\) (.*)$");
    private static final Pattern ELAPSED =
            Pattern.compile("\\+(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final Pattern RESET = Pattern.compile("(?:RESET:)?TIME: (\\d{4}(?:-\\d\\d){5})");
    private static final Pattern STATE = Pattern.compile("^(\\d{3})(?: |$)(.*)$");
    private static final Pattern CHANGE = Pattern.compile("(?:^| )(temp|volt|plug|status)=(-?\\w+)");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.ROOT);
    private static final String BATTERY = "battery";

    @Override
    public String name() {
        return "batterystats history";
    }

    @Override
    public String device() {
        return "Android device";
    }

    @Override
    public boolean recognises(LogHead head) {
        return head.lines().stream().limit(50).anyMatch(line -> line.startsWith("Battery History ("));
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        Instant reset = null;
        long number = 0;
        boolean isInside = false;
        try (BufferedReader lines = LogText.open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!isInside) {
                    isInside = line.startsWith("Battery History (");
                    continue;
                }
                if (line.isBlank()) {
                    break; // other sections of the dump follow
                }
                reset = line(line, number, reset, out);
            }
        }
    }

    private static @Nullable Instant line(String text, long number, @Nullable Instant reset, LogSink out) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            out.refuse(number, "no line of a battery history: " + text.strip());
            return reset;
        }
        Matcher clock = RESET.matcher(line.group(2));
        if (clock.find()) {
            return reset(clock.group(1), number, out).minus(elapsed(line.group(1)));
        }
        if (reset == null) {
            out.note("the log does not say when it began");
        }
        Instant begin = reset == null ? NO_CLOCK : reset;
        Instant at = begin.plus(elapsed(line.group(1)));
        Matcher state = STATE.matcher(line.group(2));
        if (state.matches() && out.moment(number, at)) {
            state(state, number, at, out);
        }
        return begin;
    }

    private static Instant reset(String text, long number, LogSink out) {
        try {
            out.note("the log's clock has no time zone: UTC was assumed");
            return LocalDateTime.parse(text, CLOCK).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            out.refuse(number, "no time: " + text);
            return NO_CLOCK;
        }
    }

    private static Duration elapsed(String text) {
        Matcher parts = ELAPSED.matcher(text);
        return parts.matches()
                ? Duration.ofDays(part(parts, 1))
                        .plusHours(part(parts, 2))
                        .plusMinutes(part(parts, 3))
                        .plusSeconds(part(parts, 4))
                        .plusMillis(part(parts, 5))
                : Duration.ZERO;
    }

    private static long part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    private static void state(Matcher state, long number, Instant at, LogSink out) {
        held(number, at, Signal.BATTERY_CHARGE, Double.parseDouble(state.group(1)) / 100, out);
        Matcher change = CHANGE.matcher(state.group(2));
        while (change.find()) {
            String value = change.group(2);
            try {
                change(change.group(1), value, number, at, out);
            } catch (NumberFormatException e) {
                out.refuse(number, change.group(1) + "=" + value + " (expected: a number)");
            }
        }
    }

    private static void change(String key, String value, long number, Instant at, LogSink out) {
        switch (key) {
            case "temp" -> {
                held(number, at, Signal.TEMPERATURE, Integer.parseInt(value) / 10.0, out);
                held(number, at, Signal.BATTERY_TEMPERATURE, Integer.parseInt(value) / 10.0, out);
            }
            case "volt" -> held(number, at, Signal.BATTERY_VOLTAGE, Integer.parseInt(value) / 1000.0, out);
            case "plug" -> held(number, at, Signal.MAINS_ONLINE, value.equals("none") ? 0 : 1, out);
            default -> {
                boolean isCharging = value.equals("charging") || value.equals("full");
                held(number, at, Signal.BATTERY_CHARGING, isCharging ? 1 : 0, out);
            }
        }
    }

    private static void held(long number, Instant at, Signal signal, double value, LogSink out) {
        SensorId sensor = SensorId.of(signal, BATTERY);
        out.holds(sensor);
        out.add(number, new Reading(sensor, value, at, BATTERY));
    }
}
