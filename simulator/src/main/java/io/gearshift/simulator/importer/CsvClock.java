package io.gearshift.simulator.importer;

import io.gearshift.simulator.importer.CsvMapping.Column;
import io.gearshift.simulator.importer.CsvMapping.Time;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The times of a CSV file's rows. */
final class CsvClock {

    private static final Pattern ZONE = Pattern.compile("(Z|[+-]\\d\\d:?\\d\\d)$");

    private final Time time;
    private final long firstLine;
    private final LogSink out;

    CsvClock(CsvMapping mapping, LogSink out) {
        this.time = mapping.time();
        this.firstLine = mapping.hasHeader() ? 2 : 1;
        this.out = out;
    }

    /** Null when the row has none, which is refused. */
    @Nullable
    Instant at(CsvRow row) {
        Column column = time.column();
        if (column == null) {
            out.note("the log has no clock: a row a second was assumed");
            return LogFormat.NO_CLOCK.plusSeconds(row.line() - firstLine);
        }
        String cell = row.cell(column);
        if (cell == null) {
            out.refuse(row.line(), "no time: the row has " + row.cells().size() + " cells and none in " + column);
            return null;
        }
        return at(row, cell);
    }

    /** Up to when the row's values hold; {@code at} itself when they are of that moment only. */
    Instant until(CsvRow row, Instant at) {
        Column column = time.until();
        String cell = column == null ? null : row.cell(column);
        Instant until = cell == null ? null : at(row, cell);
        return until == null ? at : until;
    }

    private @Nullable Instant at(CsvRow row, String cell) {
        try {
            return read(cell);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            out.refuse(row.line(), "no time: " + cell);
            return null;
        }
    }

    private Instant read(String text) {
        return switch (time.as()) {
            case ISO -> iso(text.replace(' ', 'T'));
            case PATTERN -> local(LocalDateTime.parse(text, Objects.requireNonNull(time.pattern())));
            case EPOCHSECONDS -> seconds(Instant.EPOCH, Double.parseDouble(text));
            case EPOCHMILLIS -> seconds(Instant.EPOCH, Double.parseDouble(text) / 1e3);
            case SECONDS -> seconds(LogFormat.NO_CLOCK, Double.parseDouble(text));
            case MILLIS -> seconds(LogFormat.NO_CLOCK, Double.parseDouble(text) / 1e3);
            case ROWS -> throw new IllegalStateException("rows have no column of times");
        };
    }

    private Instant iso(String text) {
        return ZONE.matcher(text).find() ? OffsetDateTime.parse(text).toInstant() : local(LocalDateTime.parse(text));
    }

    private Instant local(LocalDateTime at) {
        ZoneId zone = time.zone();
        if (zone == null) {
            out.note("the log's clock has no time zone: UTC was assumed");
        }
        return at.atZone(zone == null ? ZoneOffset.UTC : zone).toInstant();
    }

    /** To the microsecond, which is more than a double of today's date holds. */
    private static Instant seconds(Instant begin, double seconds) {
        return begin.plusNanos(Math.multiplyExact(Math.round(seconds * 1e6), 1000L));
    }
}
