package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.text.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All formats, and the way in. */
public final class Importers {

    /** Shown of what is wrong throughout; the first ones tell the cause. */
    private static final int REASONS = 3;

    private static final String HINT =
            "correct these lines; where the columns are other ones, say with --mapping what they are (docs/policy-diff.md)";

    private final List<LogFormat> formats = new ArrayList<>();

    public Importers() {
        formats.add(new TegrastatsFormat());
        formats.add(new BatteryHistoryFormat());
        formats.add(new ThermalPredictionsFormat());
        formats.add(new NtraceFormat());
        formats.add(new LoadgenTraceFormat());
        formats.add(new PacketSlotsFormat());
        formats.add(new PrometheusFormat(BuiltInMappings.nodeExporter()));
        formats.add(new ThermalEventsFormat());
        formats.add(new ComponentEnergyFormat());
        formats.add(new MachineSpeedFormat());
        BuiltInMappings.all().forEach(mapping -> formats.add(new CsvFormat(mapping)));
    }

    /**
     * @param mapping says what the columns of a CSV file are; null to recognise the format by content
     * @throws ImportException when no format takes the file, the mapping is wrong or nothing in the file could be used
     */
    public ImportedLog read(Path file, @Nullable Path mapping) throws IOException, ImportException {
        LogFormat format =
                mapping == null ? recognise(file) : MappingReader.format(mapping.toString(), Files.readString(mapping));
        LogSink sink = new LogSink();
        format.read(file, sink);
        if (!Unpacked.isWhole(file)) {
            sink.refuse(0, "the packed file is cut off or damaged: what follows is lost");
        }
        sink.settle();
        List<Reading> readings = sink.readings();
        requireUse(file, format, sink, readings.isEmpty() && sink.requests().isEmpty());
        List<Channel> channels = Channels.of(readings, sink.held());
        UnitDoubts.of(channels).forEach(sink::note);
        return new ImportedLog(
                file.toString(),
                sha256(file),
                format.name(),
                format.device(),
                readings,
                sink.requests(),
                channels,
                sink.refusedCount(),
                sink.refused(),
                sink.notes());
    }

    /** What is left of a log that is mostly refused is no picture of the device. */
    private static void requireUse(Path file, LogFormat format, LogSink sink, boolean isEmpty) throws ImportException {
        long read = sink.lines().read();
        long refused = sink.lines().refused();
        if (isEmpty) {
            String why = refused == 0
                    ? "it holds no reading"
                    : refused + (refused == 1 ? " line" : " lines") + " refused" + reasons(file, sink);
            throw new ImportException(file + ": nothing in it could be read as " + format.name() + ": " + why, HINT);
        }
        if (refused > read) {
            throw new ImportException(
                    String.format(
                            Locale.ROOT,
                            "%s: %d lines were refused and only %d read as %s:%s",
                            file,
                            refused,
                            read,
                            format.name(),
                            reasons(file, sink)),
                    HINT);
        }
    }

    private static String reasons(Path file, LogSink sink) {
        StringBuilder text = new StringBuilder();
        sink.refused().stream()
                .limit(REASONS)
                .forEach(refused ->
                        text.append(String.format(Locale.ROOT, "%n  %s:%d: %s", file, refused.line(), refused.why())));
        long more = sink.refusedCount() - REASONS;
        return more > 0
                ? text.append(String.format(Locale.ROOT, "%n  and %d more", more))
                        .toString()
                : text.toString();
    }

    private LogFormat recognise(Path file) throws IOException, ImportException {
        LogHead head = LogHead.of(file);
        if (head.text().isBlank()) {
            throw new ImportException(file + ": the file is empty", "");
        }
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
