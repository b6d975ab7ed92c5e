package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.text.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All formats, and the way in. */
public final class Importers {

    private final List<LogFormat> formats = new ArrayList<>();

    public Importers() {
        formats.add(new TegrastatsFormat());
        formats.add(new BatteryHistoryFormat());
        formats.add(new ThermalPredictionsFormat());
        formats.add(new ThermalEventsFormat());
        BuiltInMappings.all().forEach(mapping -> formats.add(new CsvFormat(mapping)));
    }

    /**
     * @param mapping says what the columns of a CSV file are; null to recognise the format by content
     * @throws ImportException when no format takes the file, the mapping is wrong or nothing in the file could be used
     */
    public ImportedLog read(Path file, @Nullable Path mapping) throws IOException, ImportException {
        LogFormat format = mapping == null
                ? recognise(file)
                : new CsvFormat(MappingReader.read(mapping, Files.readString(mapping)));
        LogSink sink = new LogSink();
        format.read(file, sink);
        if (sink.readings().isEmpty()) {
            String first = sink.refused().isEmpty()
                    ? "it is empty"
                    : "line " + sink.refused().get(0).line() + ": "
                            + sink.refused().get(0).why();
            throw new ImportException(file + ": nothing in it could be read as " + format.name() + ": " + first, "");
        }
        List<Reading> readings = new ArrayList<>(sink.readings());
        readings.sort(Comparator.comparing(Reading::at));
        return new ImportedLog(
                file.toString(),
                sha256(file),
                format.name(),
                format.device(),
                readings,
                Channels.of(readings, sink.held()),
                sink.refusedCount(),
                sink.refused(),
                sink.notes());
    }

    private LogFormat recognise(Path file) throws IOException, ImportException {
        LogHead head = LogHead.of(file);
        for (LogFormat format : formats) {
            if (format.recognises(head)) {
                return format;
            }
        }
        throw new ImportException(
                file + ": no log format that is known (" + names() + ")",
                "for any other CSV file give --mapping; docs/policy-diff.md shows one");
    }

    private String names() {
        return formats.stream().map(LogFormat::name).collect(Collectors.joining(", "));
    }

    private static String sha256(Path file) throws IOException {
        return Digest.of(Files.readAllBytes(file));
    }
}
