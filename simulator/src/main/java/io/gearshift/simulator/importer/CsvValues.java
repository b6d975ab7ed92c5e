package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.simulator.importer.CsvMapping.Column;
import io.gearshift.simulator.importer.CsvMapping.Sensor;
import io.gearshift.simulator.importer.CsvMapping.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values in the cells of a CSV file, row by row. */
final class CsvValues {

    private static final Pattern NUMBER =
            Pattern.compile("([+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d{1,3})?)\\s*(%|[µ°A-Za-z]*(?:/s(?:ec)?)?)");

    private final LogSink out;
    private final Map<Sensor, Counted> counted = new HashMap<>();
    private final Map<Sensor, States> states = new HashMap<>();
    private final List<Reading> told = new ArrayList<>();
    private long line;

    CsvValues(LogSink out) {
        this.out = out;
    }

    /** What a counter showed. */
    private record Counted(Instant at, double value) {}

    void read(CsvRow row, Instant at, Sensor sensor) {
        if (row.line() != line) {
            told.clear();
        }
        line = row.line();
        When when = sensor.when();
        String cell = row.cell(sensor.column());
        if (cell == null || (when != null && !when.is().equals(row.cell(when.column())))) {
            return;
        }
        if (sensor.isState()) {
            state(cell, at, sensor);
        } else {
            value(cell, row, at, sensor);
        }
    }

    /** The values of the last row still hold. */
    void again(Instant at) {
        told.forEach(reading -> out.add(line, new Reading(reading.sensor(), reading.value(), at, reading.label())));
    }

    private void add(SensorId sensor, double value, Instant at, String label) {
        Reading reading = new Reading(sensor, value, at, label);
        if (out.add(line, reading)) {
            told.add(reading);
        }
    }

    private void state(String cell, Instant at, Sensor sensor) {
        if (cell.indexOf('{') >= 0 || cell.indexOf('}') >= 0) {
            out.refuse(line, sensor.column() + ": " + cell + " (expected: a name)");
            return;
        }
        for (Reading reading : states.computeIfAbsent(
                        sensor, any -> new States(sensor.sensor().signal()))
                .now(cell, at)) {
            add(reading.sensor(), reading.value(), at, reading.label());
        }
    }

    private void value(String cell, CsvRow row, Instant at, Sensor sensor) {
        Double word = sensor.word(cell);
        Double value = word != null ? word : number(cell + unit(row, sensor.unitColumn()), sensor);
        if (value == null) {
            String shown = cell + unit(row, sensor.unitColumn());
            String expected = sensor.unit().name();
            out.refuse(line, sensor.column() + ": " + shown + " (expected: a number in " + expected + ")");
        } else if (!sensor.isRate()) {
            add(sensor.sensor(), value + sensor.offset(), at, sensor.label());
        } else {
            grown(value, at, sensor, counted.put(sensor, new Counted(at, value)));
        }
    }

    private static String unit(CsvRow row, @Nullable Column column) {
        String unit = column == null ? null : row.cell(column);
        return unit == null ? "" : " " + unit;
    }

    /** A counter that is smaller than before began anew, and says nothing of the time before. */
    private void grown(double value, Instant at, Sensor sensor, @Nullable Counted before) {
        double seconds = before == null ? 0 : Duration.between(before.at(), at).toNanos() / 1e9;
        double grown = before == null ? 0 : value - before.value();
        if (seconds > 0 && grown * sensor.scale() >= 0) {
            add(sensor.sensor(), grown / seconds + sensor.offset(), at, sensor.label());
        } else if (seconds > 0) {
            out.refuse(line, sensor.column() + ": the counter went back");
        }
    }

    /** In the SI unit; null when it is no number, or in a unit of something else. */
    private static @Nullable Double number(String cell, Sensor sensor) {
        Matcher matcher = NUMBER.matcher(cell);
        if (!matcher.matches()) {
            return null;
        }
        SourceUnit unit = sensor.unit();
        String own = matcher.group(2).equals("%") ? "percent" : matcher.group(2);
        if (!own.isEmpty()) {
            SourceUnit named = SourceUnit.of(own).orElse(null);
            if (named == null || named.si() != unit.si()) {
                return null;
            }
            unit = named;
        }
        double value = unit.si(matcher.group(1), sensor.scale());
        return Double.isFinite(value) ? (Double) value : null;
    }
}
