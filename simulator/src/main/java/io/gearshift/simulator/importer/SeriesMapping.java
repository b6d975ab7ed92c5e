package io.gearshift.simulator.importer;

import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which series of a time series database is which channel. */
record SeriesMapping(String device, List<Rule> rules) {

    SeriesMapping {
        rules = List.copyOf(rules);
    }

    /** Those that take a series; none for one that stands for no channel. */
    List<Rule> of(Map<String, String> labels) {
        return rules.stream().filter(rule -> rule.takes(labels)).toList();
    }

    /**
     * One kind of series.
     *
     * @param name of the metric; null for a series without one, such as the result of a function
     * @param where labels that it has
     * @param instance labels that make the channel's instance, joined by slashes; empty for the instance of {@code sensor}
     * @param isRate the values count something up: the growth a second is the channel's value
     * @param isFlag the series exists while it is so: its value is 1 whatever it says, times {@code scale}
     * @param isMean the channel is the mean of all series that the rule takes
     */
    record Rule(
            @Nullable String name,
            Map<String, String> where,
            SensorId sensor,
            List<String> instance,
            SourceUnit unit,
            double scale,
            double offset,
            boolean isRate,
            boolean isFlag,
            boolean isMean) {

        Rule {
            where = Map.copyOf(where);
            instance = List.copyOf(instance);
        }

        boolean takes(Map<String, String> labels) {
            return (name == null || name.equals(labels.get("__name__")))
                    && where.entrySet().stream()
                            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
        }

        SensorId sensor(Map<String, String> labels) {
            Signal signal = sensor.signal();
            return instance.isEmpty()
                    ? sensor
                    : SensorId.of(
                            signal,
                            instance.stream()
                                    .map(label -> labels.getOrDefault(label, ""))
                                    .map(text -> text.replace('{', '(').replace('}', ')'))
                                    .collect(Collectors.joining("/")));
        }
    }
}
