package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A log in Gearshift's terms.
 *
 * @param file where it came from
 * @param sha256 of the file
 * @param readings in order of time, then of the log
 * @param requests in order of time; empty for the log of a device alone
 * @param channels in order of sensor
 * @param refusedCount of which the first ones are in {@code refused}
 * @param notes what the format does not say and was assumed
 */
public record ImportedLog(
        String file,
        String sha256,
        String format,
        String device,
        List<Reading> readings,
        List<Request> requests,
        List<Channel> channels,
        long refusedCount,
        List<Refused> refused,
        List<String> notes) {

    public ImportedLog {
        readings = List.copyOf(readings);
        requests = List.copyOf(requests);
        channels = List.copyOf(channels);
        refused = List.copyOf(refused);
        notes = List.copyOf(notes);
        if (readings.isEmpty() && requests.isEmpty()) {
            throw new IllegalArgumentException(file + ": neither readings nor requests (expected: at least one)");
        }
    }

    public Instant startedAt() {
        return Stream.concat(
                        readings.stream().limit(1).map(Reading::at),
                        requests.stream().limit(1).map(Request::at))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    public Instant endedAt() {
        return Stream.concat(
                        readings.stream().skip(Math.max(0, readings.size() - 1)).map(Reading::at),
                        requests.stream().skip(Math.max(0, requests.size() - 1)).map(Request::at))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    public Duration length() {
        return Duration.between(startedAt(), endedAt());
    }
}
