package io.gearshift.simulator.importer;

import io.gearshift.simulator.importer.CsvMapping.Column;
import io.gearshift.simulator.importer.CsvMapping.Sensor;
import io.gearshift.simulator.importer.CsvMapping.When;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV file by a mapping of its columns. An empty cell is no value. */
final class CsvFormat implements LogFormat {

    /** Of a file without a header the first line may be broken. */
    private static final int LINES_TO_RECOGNISE = 5;

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration LONGEST_ROW = Duration.ofDays(1);

    private final CsvMapping mapping;
    private final List<Column> needed;

    CsvFormat(CsvMapping mapping) {
        this.mapping = mapping;
        this.needed = needed(mapping);
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
        return mapping.recognise() != null
                && head.lines().stream()
                        .limit(mapping.hasHeader() ? 1 : LINES_TO_RECOGNISE)
                        .anyMatch(line -> mapping.recognise().matcher(line).find());
    }

    @Override
    public void read(Path file, LogSink out) throws IOException {
        mapping.notes().forEach(out::note);
        mapping.channels().stream().filter(Sensor::isHeld).forEach(sensor -> out.holds(sensor.sensor()));
        CsvClock clock = new CsvClock(mapping, out);
        CsvValues values = new CsvValues(out);
        new CsvRows(file, mapping, out).each(needed, row -> row(row, clock, values, out));
    }

    private static List<Column> needed(CsvMapping mapping) {
        List<Column> needed = new ArrayList<>();
        for (Sensor sensor : mapping.channels()) {
            needed.add(sensor.column());
            add(needed, sensor.unitColumn());
            When when = sensor.when();
            add(needed, when == null ? null : when.column());
        }
        add(needed, mapping.time().column());
        add(needed, mapping.time().until());
        return needed;
    }

    private static void add(List<Column> to, @Nullable Column column) {
        if (column != null) {
            to.add(column);
        }
    }

    private void row(CsvRow row, CsvClock clock, CsvValues values, LogSink out) {
        Column missing = needed.stream()
                .filter(column -> !row.reaches(column))
                .findFirst()
                .orElse(null);
        Instant at = clock.at(row);
        if (at == null) {
            return;
        }
        if (missing != null) {
            out.refuse(row.line(), "the row ends after " + row.cells().size() + " cells, before " + missing);
            return;
        }
        Instant until = clock.until(row, at);
        if (Duration.between(at, until).compareTo(LONGEST_ROW) > 0) {
            out.refuse(
                    row.line(), "the row is said to hold from " + at + " to " + until + " (expected: a day at most)");
        } else if (out.moment(row.line(), at)) {
            if (mapping.isRequests()) {
                out.request(row.line(), at, null);
            }
            mapping.channels().forEach(sensor -> values.read(row, at, sensor));
            for (Instant again = at.plus(AGAIN); again.isBefore(until); again = again.plus(AGAIN)) {
                values.again(again);
            }
        }
    }
}
