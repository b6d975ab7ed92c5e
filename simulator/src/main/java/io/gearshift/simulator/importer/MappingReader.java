package io.gearshift.simulator.importer;

import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Documents;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import io.gearshift.simulator.importer.CsvMapping.Clock;
import io.gearshift.simulator.importer.CsvMapping.Column;
import io.gearshift.simulator.importer.CsvMapping.Sensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a mapping, strictly: every problem at once, each with its place. */
final class MappingReader {

    private static final List<String> KEYS =
            List.of("format", "device", "recognise", "header", "separator", "time", "channels", "notes");
    private static final List<String> TIME = List.of("column", "as");
    private static final List<String> CHANNEL =
            List.of("column", "channel", "label", "unit", "scale", "offset", "rate", "values", "held");

    private final List<Problem> problems = new ArrayList<>();

    private MappingReader() {}

    static CsvMapping read(Path file, String text) throws ImportException {
        return read(file.toString(), text);
    }

    static CsvMapping read(String file, String text) throws ImportException {
        MappingReader reader = new MappingReader();
        Value root = Documents.read(file, text, reader.problems);
        Section top = root == null ? null : root.section("mapping", KEYS);
        CsvMapping mapping = top == null ? null : reader.mapping(top);
        if (mapping == null || !reader.problems.isEmpty()) {
            throw new ImportException(
                    reader.problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), "");
        }
        return mapping;
    }

    private @Nullable CsvMapping mapping(Section top) {
        Value time = required(top, "time");
        Value channels = required(top, "channels");
        Section clock = time == null ? null : time.section("time", TIME);
        Column column = clock == null ? null : column(clock);
        Clock as = clock == null ? null : clock(clock.get("as"));
        List<Sensor> sensors = new ArrayList<>();
        if (channels != null) {
            channels.items("channels").forEach(item -> {
                Section section = item.section("channel", CHANNEL);
                Sensor sensor = section == null ? null : sensor(section);
                if (sensor != null) {
                    sensors.add(sensor);
                }
            });
        }
        if (column == null || as == null) {
            return null;
        }
        Value separator = top.get("separator");
        String comma = text(separator, "separator", ",");
        if (comma.length() != 1) {
            Objects.requireNonNull(separator)
                    .problem("range", "separator: " + comma + " (expected: one character)", "");
        }
        Value header = top.get("header");
        Value recognise = top.get("recognise");
        return new CsvMapping(
                text(top.get("format"), "format", "CSV by mapping"),
                text(top.get("device"), "device", "unknown device"),
                recognise == null ? null : Pattern.compile(text(recognise, "recognise", "")),
                header == null || !Boolean.FALSE.equals(header.flag("header")),
                comma.isEmpty() ? ',' : comma.charAt(0),
                column,
                as,
                sensors,
                top.has("notes")
                        ? Objects.requireNonNull(top.get("notes")).oneOrMore("notes").stream()
                                .map(Value::raw)
                                .toList()
                        : List.of());
    }

    private @Nullable Sensor sensor(Section section) {
        Column column = column(section);
        Value channel = required(section, "channel");
        SensorId sensor = channel == null ? null : sensor(channel);
        Value unit = section.get("unit");
        SourceUnit source = sensor == null ? null : unit(unit, section, sensor);
        if (column == null || sensor == null || source == null) {
            return null;
        }
        Value scale = section.get("scale");
        Value offset = section.get("offset");
        Value rate = section.get("rate");
        Value held = section.get("held");
        return new Sensor(
                column,
                sensor,
                text(section.get("label"), "label", sensor.instance()),
                source,
                scale == null ? 1 : number(scale, "scale"),
                offset == null ? 0 : number(offset, "offset"),
                rate != null && Boolean.TRUE.equals(rate.flag("rate")),
                values(section.get("values")),
                held != null && Boolean.TRUE.equals(held.flag("held")));
    }

    private static @Nullable SensorId sensor(Value channel) {
        String text = channel.raw();
        try {
            return SensorId.parse(text);
        } catch (IllegalArgumentException e) {
            String name = text.contains("{") ? text.substring(0, text.indexOf('{')) : text;
            List<String> known =
                    Arrays.stream(Signal.values()).map(Signal::channel).toList();
            channel.problem("unknown-name", "channel: " + text + " is no channel", Nearest.hint(name, known));
            return null;
        }
    }

    private static @Nullable SourceUnit unit(@Nullable Value value, Section section, SensorId sensor) {
        String si = sensor.signal().unit().name().toLowerCase(Locale.ROOT);
        if (value == null) {
            section.whole().problem("missing", sensor + ": no unit (expected: one of " + si + ")", "add unit:");
            return null;
        }
        Optional<SourceUnit> unit = SourceUnit.of(value.raw());
        if (unit.isEmpty()) {
            value.problem("unknown-name", "unit: " + value.raw(), Nearest.hint(value.raw(), SourceUnit.names()));
        } else if (unit.get().si() != sensor.signal().unit()) {
            value.problem(
                    "type", "unit: " + value.raw() + " is no unit of " + sensor + " (expected: one of " + si + ")", "");
            return null;
        }
        return unit.orElse(null);
    }

    private static Map<String, Double> values(@Nullable Value value) {
        Map<String, Double> values = new LinkedHashMap<>();
        Section words = value == null ? null : value.names("values");
        if (words != null) {
            words.keys()
                    .forEach(word -> values.put(
                            word.toLowerCase(Locale.ROOT), number(Objects.requireNonNull(words.get(word)), "values")));
        }
        return values;
    }

    private static double number(Value value, String what) {
        try {
            return Double.parseDouble(value.raw());
        } catch (NumberFormatException e) {
            value.problem("type", what + ": " + value.shown() + " (expected: a number)", "");
            return 0;
        }
    }

    private static @Nullable Clock clock(@Nullable Value as) {
        return as == null ? Clock.ISO : as.constant("as", Clock.class);
    }

    private @Nullable Column column(Section section) {
        Value value = required(section, "column");
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            return new Column(value.raw(), 0);
        }
        Integer number = value.whole("column", 1, 10_000);
        return number == null ? null : new Column("", number);
    }

    private @Nullable Value required(Section section, String key) {
        Value value = section.get(key);
        if (value == null) {
            section.whole().problem("missing", "no " + key, "add " + key + ":");
        }
        return value;
    }

    private static String text(@Nullable Value value, String what, String otherwise) {
        String text = value == null ? null : value.text(what);
        return text == null ? otherwise : text;
    }
}
