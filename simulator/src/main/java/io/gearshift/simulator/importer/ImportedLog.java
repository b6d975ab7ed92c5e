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

    /** The earliest of its readings and requests. */
    public Instant startedAt() {
        return readings.isEmpty()
                ? requests.get(0).at()
                : requests.isEmpty() ? readings.get(0).at() : earlier();
    }

    private Instant earlier() {
        Instant read = readings.get(0).at();
        Instant asked = requests.get(0).at();
        return read.isBefore(asked) ? read : asked;
    }

    public Instant endedAt() {
        return readings.isEmpty() ? lastAsked() : requests.isEmpty() ? lastRead() : later();
    }

    private Instant later() {
        return lastRead().isAfter(lastAsked()) ? lastRead() : lastAsked();
    }

    private Instant lastRead() {
        return readings.get(readings.size() - 1).at();
    }

    private Instant lastAsked() {
        return requests.get(requests.size() - 1).at();
    }

    public Duration length() {
        return Duration.between(startedAt(), endedAt());
    }
}
