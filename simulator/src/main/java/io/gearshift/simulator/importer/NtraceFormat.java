package io.gearshift.simulator.importer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Intel's ntrace JSON: bandwidth in kbit/s and one-way latencies in microseconds, measured by a phone. A round trip is told where
 * both ways were measured. Source: github.com/intel/lpp-network-trace.
 */
final class NtraceFormat implements LogFormat {

    private static final double KBIT = 1000;
    private static final double MICROS = 1e6;

    @Override
    public String name() {
        return "ntrace (JSON)";
    }

    @Override
    public String device() {
        return "phone";
    }

    @Override
    public boolean recognises(LogHead head) {
        String text = head.text();
        return text.stripLeading().startsWith("{")
                && text.contains("\"entries\"")
                && text.contains("\"dateTime\"")
                && (text.contains("\"dlBw\"") || text.contains("\"ulBw\"") || text.contains("\"dlLatency\""));
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        States kinds = new States(Signal.NETWORK_KIND);
        JsonRows.each(file, "entries", out, (line, entry) -> entry(line, entry, kinds, out));
    }

    private static void entry(long line, JsonNode entry, States kinds, LogSink out) {
        Instant at = at(entry.path("dateTime").asText());
        if (at == null) {
            out.refuse(line, "no time: dateTime: " + entry.path("dateTime") + " (expected: ISO 8601 with a zone)");
            return;
        }
        if (!out.moment(line, at)) {
            return;
        }
        number(line, entry, "dlBw", out)
                .ifPresent(kbit -> add(line, Signal.NETWORK_BANDWIDTH_DOWN, kbit * KBIT, at, out));
        number(line, entry, "ulBw", out)
                .ifPresent(kbit -> add(line, Signal.NETWORK_BANDWIDTH_UP, kbit * KBIT, at, out));
        Optional<Double> down = number(line, entry, "dlLatency", out);
        Optional<Double> up = number(line, entry, "ulLatency", out);
        if (down.isPresent() && up.isPresent()) {
            out.note("a round trip is the sum of both ways' latencies");
            add(line, Signal.NETWORK_RTT, (down.get() + up.get()) / MICROS, at, out);
        } else if (down.isPresent() || up.isPresent()) {
            out.note("latencies of one way alone make no round trip and were left out");
        }
        String kind = entry.path("network").asText().strip().split("[ ({]", 2)[0];
        if (!kind.isEmpty()) {
            kinds.now(kind, at).forEach(reading -> out.add(line, reading));
        }
    }

    private static void add(long line, Signal signal, double value, Instant at, LogSink out) {
        out.add(line, new Reading(SensorId.of(signal), value, at, ""));
    }

    private static Optional<Double> number(long line, JsonNode entry, String key, LogSink out) {
        JsonNode value = entry.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            out.refuse(line, key + ": " + value + " (expected: a number)");
            return Optional.empty();
        }
        return Optional.of(value.doubleValue());
    }

    private static @Nullable Instant at(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
