package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Linux trace events of the thermal framework, as {@code trace-cmd report} prints them: a zone's temperature each time the
 * kernel looked. Times are seconds since boot.
 */
final class ThermalEventsFormat implements LogFormat {

    private static final Pattern EVENT = Pattern.compile(
            "\\s(\\d+\\.\\d+): thermal_temperature:\\s+thermal_zone=(\\S+) id=\\d+ temp_prev=-?\\d+ temp=(-?\\d+)");
    private static final Instant NO_CLOCK = Instant.parse("2026-01-01T00:00:00Z");
    private static final double MILLI = 1000;

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
        return head.lines().stream().anyMatch(line -> EVENT.matcher(line).find());
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        try (BufferedReader lines = LogText.open(file)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Matcher event = EVENT.matcher(line);
                if (event.find()) {
                    Instant at = NO_CLOCK.plusNanos(Math.round(Double.parseDouble(event.group(1)) * 1e6) * 1000);
                    if (out.moment(number, at)) {
                        double celsius = Double.parseDouble(event.group(3)) / MILLI;
                        out.add(number, at, Signal.TEMPERATURE, zone(event.group(2)), celsius);
                    }
                }
            }
        }
        out.note("times are seconds since boot, counted here from " + NO_CLOCK);
    }

    private static String zone(String name) {
        return name.replace("_thermal", "").replace("-thermal", "");
    }
}
