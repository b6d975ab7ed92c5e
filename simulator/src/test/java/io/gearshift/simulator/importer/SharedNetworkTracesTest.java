package io.gearshift.simulator.importer;

import static io.gearshift.simulator.importer.TestingLogs.shared;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.reading.SensorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole logs of real networks, where they are at hand: name their folder with GEARSHIFT_TRACES. */
class SharedNetworkTracesTest {

    /** Counts and lengths were taken from the files with other tools. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "hsdpa-fcc/norway_bus_5, throughput (two columns), net.bandwidth_down, 265, 306.99",
        "puffer-sessions/puffer_220218_09, throughput (two columns), net.bandwidth_down, 2518, 5025.248",
        "nyc-lte-mets/bus62.csv, iperf a second (CSV), net.bandwidth_down, 3293, 3292",
        "nyc-lte-mets/TT7.txt.gz, LTE throughput and radio (CSV), net.bandwidth_down, 15122, 15121",
        "ireland-5g/Download__Static__B_2020.02.14_13.21.26.csv, G-NetTrack (CSV), net.rtt, 80, 1102",
        "starlink-road/ping.csv, ping bursts (CSV), net.rtt, 29809, 4844941",
        "mahimahi-cellular/ATT-LTE-driving-2016.down, packet slots (mahimahi), net.bandwidth_down, 120, 119",
        "mahimahi-cellular/ATT-LTE-driving-2016.up, packet slots (mahimahi), net.bandwidth_up, 120, 119",
        "intel-ntrace-lte/Sweden_Vimla_Stockholm_Nov2020.ntrace, ntrace (JSON), net.bandwidth_down, 172, 1732.283",
        "starlink-road/power.csv, power and throughput of a terminal (CSV), power{terminal}, 518, 1213146"
    })
    void realLink_isReadThroughout(String file, String format, String sensor, int values, double seconds)
            throws Exception {
        ImportedLog log = new Importers().read(shared(file), null);

        assertThat(log.format()).isEqualTo(format);
        assertThat(log.refused()).isEmpty();
        assertThat(log.channels())
                .filteredOn(channel -> channel.sensor().equals(SensorId.parse(sensor)))
                .extracting(Channel::values)
                .containsExactly(values);
        assertThat(log.length().toMillis() / 1e3).isEqualTo(seconds);
    }

    @Test
    void allFilesOfALink_areRead() throws Exception {
        for (String folder : List.of(
                "mahimahi-cellular",
                "intel-ntrace-lte",
                "hsdpa-fcc",
                "puffer-sessions",
                "nyc-lte-mets",
                "ireland-5g",
                "starlink-road")) {
            for (Path file : logs(shared(folder))) {
                ImportedLog log = new Importers().read(file, null);
                assertThat(log.refused()).as("%s", file).isEmpty();
                assertThat(log.notes()).as("%s", file).noneMatch(note -> note.contains("unusually"));
            }
        }
    }

    private static List<Path> logs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().matches("README.md|LICEN[CS]E(.md)?|COPYING"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void realQueries_haveTheirLatencies() throws Exception {
        for (Path file : logs(shared("mlperf-mobile-queries"))) {
            ImportedLog log = new Importers().read(file, null);
            assertThat(log.requests()).as("%s", file).hasSize(file.toString().contains("EDSR") ? 20 : 100);
            assertThat(log.requests()).allMatch(request -> request.latencyMs() != null && request.latencyMs() > 0.5);
            assertThat(log.refused()).as("%s", file).isEmpty();
        }
    }

    @Test
    void realRequests_areAllThere() throws Exception {
        ImportedLog log = new Importers().read(shared("azure-llm-requests/AzureLLMInferenceTrace_code.csv"), null);

        assertThat(log.requests()).hasSize(8819);
        assertThat(log.length()).isBetween(Duration.ofSeconds(3435), Duration.ofSeconds(3437));
        assertThat(log.refusedCount()).isZero();
    }
}
