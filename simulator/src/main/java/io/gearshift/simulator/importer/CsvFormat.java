package io.gearshift.simulator.importer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.gearshift.core.reading.Reading;
import io.gearshift.simulator.importer.CsvMapping.Column;
import io.gearshift.simulator.importer.CsvMapping.Sensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A CSV file by a mapping of its columns. An empty cell is no value. */
final class CsvFormat implements LogFormat {

    private static final Pattern NUMBER =
            Pattern.compile("([+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d{1,3})?)\\s*(%|[µ°A-Za-z]*)");
    private static final Pattern ZONE = Pattern.compile("(Z|[+-]\\d\\d:?\\d\\d)$");
    private static final Instant NO_CLOCK = Instant.parse("2026-01-01T00:00:00Z");

    private final CsvMapping mapping;

    CsvFormat(CsvMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public String name() {
        return mapping.format();
    }

    @Override
    public String device() {
        return mapping.device();
    }

    @Override
    public boolean recognises(LogHead head) {
        List<String> lines = head.lines();
        return mapping.recognise() != null
                && !lines.isEmpty()
                && mapping.recognise().matcher(lines.get(0)).find();
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        mapping.notes().forEach(out::note);
        mapping.channels().stream().filter(Sensor::isHeld).forEach(sensor -> out.holds(sensor.sensor()));
        long next = 1;
        try (CsvReader<CsvRecord> rows =
                CsvReader.builder().fieldSeparator(mapping.separator()).ofCsvRecord(LogText.open(file))) {
            Map<String, Integer> header = new HashMap<>();
            Map<Sensor, Counted> counted = new HashMap<>();
            boolean isFirst = true;
            for (CsvRecord row : rows) {
                next = row.getStartingLineNumber() + lineFeeds(row) + 1;
                if (isFirst && mapping.hasHeader()) {
                    header(file, row, header);
                } else {
                    row(row, header, counted, out);
                }
                isFirst = false;
            }
        } catch (CsvParseException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            out.refuse(next, "the rest of the file is no CSV: " + why.getMessage());
            out.lost(next, lines(file));
        }
    }

    /** A quoted cell may go on for several lines. */
    private static long lineFeeds(CsvRecord row) {
        return row.getFields().stream()
                .mapToLong(cell -> cell.chars().filter(c -> c == '\n').count())
                .sum();
    }

    private static long lines(Path file) throws IOException {
        try (BufferedReader text = LogText.open(file)) {
            return text.lines().count();
        }
    }

    private void header(Path file, CsvRecord row, Map<String, Integer> header) throws IOException {
        for (int i = 0; i < row.getFieldCount(); i++) {
            header.putIfAbsent(row.getField(i).strip(), i);
        }
        for (Sensor sensor : mapping.channels()) {
            require(file, sensor.column(), header);
        }
        require(file, mapping.time(), header);
    }

    private static void require(Path file, Column column, Map<String, Integer> header) throws IOException {
        if (column.number() == 0 && !header.containsKey(column.name())) {
            throw new IOException(
                    file + ":1: no " + column + " (there are: " + String.join(", ", header.keySet()) + ")");
        }
    }

    /** What a counter showed. */
    private record Counted(Instant at, double value) {}

    private void row(CsvRecord row, Map<String, Integer> header, Map<Sensor, Counted> counted, LogSink out) {
        long line = row.getStartingLineNumber();
        String time = cell(row, mapping.time(), header);
        Instant at = null;
        try {
            at = time == null ? null : time(time, out);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            out.refuse(line, "no time: " + time);
            return;
        }
        if (at == null) {
            out.refuse(line, "no time: the row has " + row.getFieldCount() + " cells and none in " + mapping.time());
            return;
        }
        if (out.moment(line, at)) {
            for (Sensor sensor : mapping.channels()) {
                String cell = cell(row, sensor.column(), header);
                if (cell != null) {
                    value(cell, line, at, sensor, counted, out);
                }
            }
        }
    }

    private static void value(
            String cell, long line, Instant at, Sensor sensor, Map<Sensor, Counted> counted, LogSink out) {
        Double word = sensor.values().get(cell.toLowerCase(Locale.ROOT));
        Double value = word != null ? word : number(cell, sensor);
        if (value == null) {
            out.refuse(
                    line,
                    sensor.column() + ": " + cell + " (expected: a number in "
                            + sensor.unit().name() + ")");
        } else if (!sensor.isRate()) {
            out.add(line, new Reading(sensor.sensor(), value + sensor.offset(), at, sensor.label()));
        } else {
            grown(value, line, at, sensor, counted.put(sensor, new Counted(at, value)), out);
        }
    }

    /** A counter that is smaller than before began anew, and says nothing of the time before. */
    private static void grown(
            double value, long line, Instant at, Sensor sensor, @Nullable Counted before, LogSink out) {
        double seconds = before == null ? 0 : Duration.between(before.at(), at).toNanos() / 1e9;
        double grown = before == null ? 0 : value - before.value();
        if (seconds > 0 && grown * sensor.scale() >= 0) {
            out.add(line, new Reading(sensor.sensor(), grown / seconds + sensor.offset(), at, sensor.label()));
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

    private static @Nullable String cell(CsvRecord row, Column column, Map<String, Integer> header) {
        int index = column.number() > 0 ? column.number() - 1 : header.getOrDefault(column.name(), -1);
        String cell = index < 0 || index >= row.getFieldCount()
                ? ""
                : row.getField(index).strip();
        return cell.isEmpty() ? null : cell;
    }

    private Instant time(String text, LogSink out) {
        return switch (mapping.clock()) {
            case ISO -> iso(text.replace(' ', 'T'), out);
            case EPOCHSECONDS -> seconds(Instant.EPOCH, Double.parseDouble(text));
            case EPOCHMILLIS -> seconds(Instant.EPOCH, Double.parseDouble(text) / 1e3);
            case SECONDS -> seconds(NO_CLOCK, Double.parseDouble(text));
            case MILLIS -> seconds(NO_CLOCK, Double.parseDouble(text) / 1e3);
        };
    }

    private static Instant iso(String text, LogSink out) {
        if (ZONE.matcher(text).find()) {
            return OffsetDateTime.parse(text).toInstant();
        }
        out.note("the log's clock has no time zone: UTC was assumed");
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /** To the microsecond, which is more than a double of today's date holds. */
    private static Instant seconds(Instant begin, double seconds) {
        return begin.plusNanos(Math.multiplyExact(Math.round(seconds * 1e6), 1000L));
    }
}
