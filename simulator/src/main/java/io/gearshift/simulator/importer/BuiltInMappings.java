package io.gearshift.simulator.importer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The CSV files that are recognised without a mapping. */
final class BuiltInMappings {

    private static final List<String> FILES = List.of(
            "dumpsys-battery.yaml",
            "battery-broadcasts.yaml",
            "tegrastats-csv.yaml",
            "board-power.yaml",
            "cpu-gpu-power.yaml",
            "powerjoular.yaml",
            "psutil-cpu.yaml",
            "psutil-memory.yaml",
            "psutil-net.yaml",
            "vcgencmd.yaml",
            "vcgencmd-long.yaml",
            "throughput-two-columns.yaml",
            "iperf-seconds.yaml",
            "lte-context.yaml",
            "gnettrack.yaml",
            "link-ping.yaml",
            "link-iperf.yaml",
            "link-power.yaml",
            "llm-requests.yaml");

    private BuiltInMappings() {}

    static List<CsvMapping> all() {
        return FILES.stream().map(BuiltInMappings::read).toList();
    }

    /** The metrics of node_exporter. */
    static SeriesMapping nodeExporter() {
        return resource("node-exporter.yaml", MappingReader::series);
    }

    private static CsvMapping read(String name) {
        return resource(name, MappingReader::read);
    }

    private interface Reader<T> {
        T read(String name, String text) throws ImportException;
    }

    private static <T> T resource(String name, Reader<T> reader) {
        try (InputStream in = Objects.requireNonNull(BuiltInMappings.class.getResourceAsStream(name), name)) {
            return reader.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ImportException e) {
            throw new IllegalStateException("a mapping of our own", e);
        }
    }
}
