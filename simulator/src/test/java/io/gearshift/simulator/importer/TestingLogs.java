package io.gearshift.simulator.importer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What tests of logs share. */
public final class TestingLogs {

    private TestingLogs() {}

    /** A file of the real traces; the test is skipped, with a note, where they are not at hand. */
    public static Path shared(String file) {
        String folder =
                Optional.ofNullable(System.getProperty("gearshift.traces")).orElse(System.getenv("GEARSHIFT_TRACES"));
        assumeTrue(folder != null, "no real traces: GEARSHIFT_TRACES does not name their folder");
        Path path = Path.of(folder).resolve(file);
        assumeTrue(Files.exists(path), "no " + path);
        return path;
    }

    static List<Double> values(ImportedLog log, String sensor) {
        return log.readings().stream()
                .filter(reading -> reading.sensor().equals(SensorId.parse(sensor)))
                .map(Reading::value)
                .toList();
    }
}
