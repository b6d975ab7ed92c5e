package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A log in Gearshift's terms.
 *
 * @param file where it came from
 * @param sha256 of the file
 * @param readings in order of time, then of the log
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
        List<Channel> channels,
        long refusedCount,
        List<Refused> refused,
        List<String> notes) {

    public ImportedLog {
        readings = List.copyOf(readings);
        channels = List.copyOf(channels);
        refused = List.copyOf(refused);
        notes = List.copyOf(notes);
        if (readings.isEmpty()) {
            throw new IllegalArgumentException(file + ": no readings (expected: at least one)");
        }
    }

    public Instant startedAt() {
        return readings.get(0).at();
    }

    public Instant endedAt() {
        return readings.get(readings.size() - 1).at();
    }

    public Duration length() {
        return Duration.between(startedAt(), endedAt());
    }
}
