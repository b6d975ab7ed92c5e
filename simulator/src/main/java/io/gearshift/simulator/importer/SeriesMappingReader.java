package io.gearshift.simulator.importer;

import io.gearshift.core.reading.SensorId;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.simulator.importer.SeriesMapping.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the {@code series} of a mapping. Problems go where the document's do. */
final class SeriesMappingReader {

    private static final List<String> RULE =
            List.of("name", "where", "channel", "instance", "unit", "scale", "offset", "rate", "flag", "mean");

    private SeriesMappingReader() {}

    static SeriesMapping read(Section top) {
        List<Rule> rules = new ArrayList<>();
        Objects.requireNonNull(top.get("series")).items("series").forEach(item -> {
            Section section = item.section("series", RULE);
            Rule rule = section == null ? null : rule(section);
            if (rule != null) {
                rules.add(rule);
            }
        });
        return new SeriesMapping(SensorReader.text(top.get("device"), "device", "unknown device"), rules);
    }

    private static @Nullable Rule rule(Section section) {
        Value channel = SensorReader.required(section, "channel");
        SensorId sensor = channel == null ? null : SensorReader.sensor(channel);
        boolean isFlag = SensorReader.flag(section, "flag");
        SourceUnit unit = sensor == null ? null : SensorReader.unit(section, sensor, isFlag);
        if (sensor == null || unit == null) {
            return null;
        }
        Value name = section.get("name");
        return new Rule(
                name == null ? null : name.text("name"),
                where(section.get("where")),
                sensor,
                SensorReader.texts(section.get("instance"), "instance"),
                unit,
                SensorReader.number(section.get("scale"), "scale", 1),
                SensorReader.number(section.get("offset"), "offset", 0),
                SensorReader.flag(section, "rate"),
                isFlag,
                SensorReader.flag(section, "mean"));
    }

    private static Map<String, String> where(@Nullable Value value) {
        Map<String, String> where = new TreeMap<>();
        Section labels = value == null ? null : value.names("where");
        if (labels != null) {
            labels.keys()
                    .forEach(label -> where.put(
                            label, Objects.requireNonNull(labels.get(label)).raw()));
        }
        return where;
    }
}
