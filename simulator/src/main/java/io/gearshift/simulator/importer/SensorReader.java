package io.gearshift.simulator.importer;

import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.simulator.importer.CsvMapping.Column;
import io.gearshift.simulator.importer.CsvMapping.Sensor;
import io.gearshift.simulator.importer.CsvMapping.When;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a mapping says of one channel. Problems go where the document's do. */
final class SensorReader {

    private static final List<String> CHANNEL = List.of(
            "column",
            "channel",
            "label",
            "unit",
            "unitColumn",
            "scale",
            "offset",
            "rate",
            "values",
            "states",
            "when",
            "held");
    private static final List<String> WHEN = List.of("column", "is");

    private SensorReader() {}

    static @Nullable Sensor read(Value item) {
        Section section = item.section("channel", CHANNEL);
        if (section == null) {
            return null;
        }
        Column column = column(section, "column");
        Value channel = required(section, "channel");
        SensorId sensor = channel == null ? null : sensor(channel);
        boolean isState = flag(section, "states");
        SourceUnit source = sensor == null ? null : unit(section, sensor, isState);
        if (column == null || sensor == null || source == null) {
            return null;
        }
        return new Sensor(
                column,
                sensor,
                text(section.get("label"), "label", sensor.instance()),
                source,
                section.has("unitColumn") ? column(section, "unitColumn") : null,
                number(section.get("scale"), "scale", 1),
                number(section.get("offset"), "offset", 0),
                flag(section, "rate"),
                values(section.get("values")),
                isState,
                when(section.get("when")),
                flag(section, "held"));
    }

    static @Nullable SensorId sensor(Value channel) {
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

    /** A channel of states is a flag in itself. */
    static @Nullable SourceUnit unit(Section section, SensorId sensor, boolean isState) {
        Value value = section.get("unit");
        String si = sensor.signal().unit().name().toLowerCase(Locale.ROOT);
        if (value == null && isState) {
            return SourceUnit.of("flag").orElseThrow();
        }
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

    private static @Nullable When when(@Nullable Value value) {
        Section section = value == null ? null : value.section("when", WHEN);
        Column column = section == null ? null : column(section, "column");
        Value is = section == null ? null : required(section, "is");
        return column == null || is == null ? null : new When(column, is.raw());
    }

    private static Map<String, Double> values(@Nullable Value value) {
        Map<String, Double> values = new LinkedHashMap<>();
        Section words = value == null ? null : value.names("values");
        if (words != null) {
            words.keys()
                    .forEach(word -> values.put(
                            word.toLowerCase(Locale.ROOT),
                            number(Objects.requireNonNull(words.get(word)), "values", 0)));
        }
        return values;
    }

    static double number(@Nullable Value value, String what, double otherwise) {
        if (value == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(value.raw());
        } catch (NumberFormatException e) {
            value.problem("type", what + ": " + value.shown() + " (expected: a number)", "");
            return otherwise;
        }
    }

    static @Nullable Column column(Section section, String key) {
        Value value = required(section, key);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            return new Column(value.raw(), 0);
        }
        Integer number = value.whole(key, 1, 10_000);
        return number == null ? null : new Column("", number);
    }

    static @Nullable Value required(Section section, String key) {
        Value value = section.get(key);
        if (value == null) {
            section.whole().problem("missing", "no " + key, "add " + key + ":");
        }
        return value;
    }

    static boolean flag(Section section, String key) {
        Value value = section.get(key);
        return value != null && Boolean.TRUE.equals(value.flag(key));
    }

    static List<String> texts(@Nullable Value value, String what) {
        return value == null
                ? List.of()
                : value.oneOrMore(what).stream().map(Value::raw).toList();
    }

    static String text(@Nullable Value value, String what, String otherwise) {
        String text = value == null ? null : value.text(what);
        return text == null ? otherwise : text;
    }
}
