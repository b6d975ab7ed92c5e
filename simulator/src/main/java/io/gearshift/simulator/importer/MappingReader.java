package io.gearshift.simulator.importer;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Documents;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import io.gearshift.simulator.importer.CsvMapping.Clock;
import io.gearshift.simulator.importer.CsvMapping.Column;
import io.gearshift.simulator.importer.CsvMapping.Sensor;
import io.gearshift.simulator.importer.CsvMapping.Time;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a mapping, strictly: every problem at once, each with its place. */
final class MappingReader {

    private static final List<String> KEYS = List.of(
            "format",
            "device",
            "recognise",
            "header",
            "separator",
            "time",
            "channels",
            "requests",
            "series",
            "absent",
            "notes");
    private static final List<String> TIME = List.of("column", "as", "pattern", "zone", "until");

    /** The separator of columns that are lined up with blanks. */
    private static final String BLANKS = "blanks";

    private MappingReader() {}

    /** Of a CSV file, or with {@code series} of Prometheus' answers. */
    static LogFormat format(String file, String text) throws ImportException {
        return parse(file, text, top -> {
            if (top.has("series")) {
                return new PrometheusFormat(SeriesMappingReader.read(top));
            }
            CsvMapping mapping = mapping(top);
            return mapping == null ? null : new CsvFormat(mapping);
        });
    }

    static SeriesMapping series(String file, String text) throws ImportException {
        return parse(file, text, SeriesMappingReader::read);
    }

    static CsvMapping read(String file, String text) throws ImportException {
        return parse(file, text, MappingReader::mapping);
    }

    /** What a document says; null after a problem. */
    private interface Use<T> {
        @Nullable
        T of(Section top);
    }

    private static <T> T parse(String file, String text, Use<T> use) throws ImportException {
        List<Problem> problems = new ArrayList<>();
        Value root = Documents.read(file, text, problems);
        Section top = root == null ? null : root.section("mapping", KEYS);
        T mapping = top == null ? null : use.of(top);
        if (mapping == null || !problems.isEmpty()) {
            throw new ImportException(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), "");
        }
        return mapping;
    }

    private static @Nullable CsvMapping mapping(Section top) {
        Value timeValue = SensorReader.required(top, "time");
        Section clock = timeValue == null ? null : timeValue.section("time", TIME);
        Time time = clock == null ? null : time(clock);
        boolean isRequests = SensorReader.flag(top, "requests");
        List<Sensor> sensors = sensors(isRequests ? top.get("channels") : SensorReader.required(top, "channels"));
        if (time == null) {
            return null;
        }
        Value header = top.get("header");
        Value recognise = top.get("recognise");
        Set<String> absent = new TreeSet<>(SensorReader.texts(top.get("absent"), "absent"));
        return new CsvMapping(
                SensorReader.text(top.get("format"), "format", "CSV by mapping"),
                SensorReader.text(top.get("device"), "device", "unknown device"),
                recognise == null ? null : Pattern.compile(SensorReader.text(recognise, "recognise", "")),
                header == null || !Boolean.FALSE.equals(header.flag("header")),
                separator(top.get("separator")),
                time,
                sensors,
                isRequests,
                absent,
                SensorReader.texts(top.get("notes"), "notes"));
    }

    private static List<Sensor> sensors(@Nullable Value channels) {
        List<Sensor> sensors = new ArrayList<>();
        if (channels != null) {
            channels.items("channels").forEach(item -> {
                Sensor sensor = SensorReader.read(item);
                if (sensor != null) {
                    sensors.add(sensor);
                }
            });
        }
        return sensors;
    }

    private static String separator(@Nullable Value value) {
        String separator = SensorReader.text(value, "separator", ",");
        if (separator.equals(BLANKS)) {
            return "";
        }
        if (separator.length() != 1) {
            Objects.requireNonNull(value)
                    .problem("range", "separator: " + separator + " (expected: one character, or " + BLANKS + ")", "");
            return ",";
        }
        return separator;
    }

    private static @Nullable Time time(Section clock) {
        Value how = clock.get("as");
        Clock as = how == null ? Clock.ISO : how.constant("as", Clock.class);
        if (as == null) {
            return null;
        }
        Column column = as == Clock.ROWS ? null : SensorReader.column(clock, "column");
        if (as != Clock.ROWS && column == null) {
            return null;
        }
        return new Time(
                column,
                as,
                as == Clock.PATTERN ? pattern(SensorReader.required(clock, "pattern")) : null,
                zone(clock.get("zone")),
                clock.has("until") ? SensorReader.column(clock, "until") : null);
    }

    private static @Nullable DateTimeFormatter pattern(@Nullable Value value) {
        try {
            return value == null ? null : DateTimeFormatter.ofPattern(value.raw(), Locale.ROOT);
        } catch (IllegalArgumentException e) {
            Objects.requireNonNull(value)
                    .problem(
                            "type",
                            "pattern: " + value.shown() + ": " + e.getMessage(),
                            "for example yyyy.MM.dd_HH.mm.ss");
            return null;
        }
    }

    private static @Nullable ZoneId zone(@Nullable Value value) {
        try {
            return value == null ? null : ZoneId.of(value.raw());
        } catch (DateTimeException e) {
            Objects.requireNonNull(value)
                    .problem(
                            "unknown-name",
                            "zone: " + value.shown() + " is no time zone",
                            Nearest.hint(value.raw(), ZoneId.getAvailableZoneIds()));
            return null;
        }
    }
}
