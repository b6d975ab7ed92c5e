package io.gearshift.simulator.importer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.simulator.importer.SeriesMapping.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of one series under one rule.
 *
 * @param line where the series begins
 * @param values pairs of Unix seconds and a number as text
 */
record SeriesValues(long line, Map<String, String> labels, Rule rule, JsonNode values) {

    /** A value at its time, in the channel's unit. */
    private record Point(Instant at, double value) {}

    /** In order of the log, but for means, which need all of their series. */
    static void readAll(List<SeriesValues> all, LogSink out) {
        Map<Rule, SortedMap<Instant, List<Double>>> means = new HashMap<>();
        Map<SensorId, SeriesValues> taken = new TreeMap<>();
        Map<Rule, Long> lines = new HashMap<>();
        for (SeriesValues series : all) {
            SensorId sensor = series.rule().sensor(series.labels());
            if (series.rule().isMean()) {
                SortedMap<Instant, List<Double>> mean = means.computeIfAbsent(series.rule(), rule -> new TreeMap<>());
                lines.putIfAbsent(series.rule(), series.line());
                series.points(out)
                        .forEach(point -> mean.computeIfAbsent(point.at(), at -> new ArrayList<>())
                                .add(point.value()));
                continue;
            }
            SeriesValues before = taken.get(sensor);
            if (before != null && !(series.rule().isFlag() && before.rule().isFlag())) {
                out.refuse(
                        series.line(),
                        sensor + ": a second series of it " + series.labels() + ", the first one is in line "
                                + before.line());
                continue;
            }
            taken.putIfAbsent(sensor, series);
            String label = series.labels().getOrDefault("type", sensor.instance());
            series.points(out)
                    .forEach(point -> out.add(series.line(), new Reading(sensor, point.value(), point.at(), label)));
        }
        means.forEach((rule, mean) -> mean.forEach((at, each) -> out.add(
                lines.getOrDefault(rule, 1L),
                new Reading(
                        rule.sensor(),
                        each.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                        at,
                        rule.sensor().instance()))));
    }

    private List<Point> points(LogSink out) {
        List<Point> points = new ArrayList<>();
        Point before = null;
        if (!values.isArray()) {
            out.refuse(line, labels + ": no values (a histogram, or an instant query?)");
        }
        for (JsonNode pair : values) {
            Point point = point(pair, out);
            if (point == null) {
                continue;
            }
            if (!rule.isRate()) {
                points.add(new Point(point.at(), scaled(point.value())));
            } else {
                grown(before, point, points, out);
            }
            before = point;
        }
        return points;
    }

    private double scaled(double value) {
        return (rule.isFlag() ? 1 : value) * rule.scale() * rule.unit().factor()
                + rule.unit().offset()
                + rule.offset();
    }

    private void grown(@Nullable Point before, Point now, List<Point> points, LogSink out) {
        if (before == null) {
            return;
        }
        double seconds = (now.at().toEpochMilli() - before.at().toEpochMilli()) / 1e3;
        double grown = now.value() - before.value();
        if (grown < 0) {
            out.refuse(line, labels + " at " + now.at() + ": the counter went back");
        } else if (seconds > 0) {
            points.add(new Point(now.at(), clamped(scaled(grown / seconds))));
        }
    }

    /** A core's idle seconds may grow by a little more than the time that passed. */
    private static double clamped(double value) {
        return value < 0 && value > -0.05 ? 0 : value;
    }

    private @Nullable Point point(JsonNode pair, LogSink out) {
        try {
            double seconds = pair.path(0).isNumber() ? pair.path(0).doubleValue() : Double.NaN;
            double value = Double.parseDouble(pair.path(1).asText());
            if (!Double.isFinite(seconds) || !Double.isFinite(value)) {
                out.refuse(line, labels + ": " + pair + " (expected: Unix seconds and a finite number)");
                return null;
            }
            Instant at = Instant.ofEpochMilli(Math.round(seconds * 1e3));
            if (at.isAfter(LogSink.LATEST)) {
                out.refuse(line, labels + ": " + pair + " (expected: Unix seconds, and not milliseconds)");
                return null;
            }
            return new Point(at, value);
        } catch (NumberFormatException e) {
            out.refuse(line, labels + ": " + pair + " (expected: Unix seconds and a number)");
            return null;
        }
    }
}
