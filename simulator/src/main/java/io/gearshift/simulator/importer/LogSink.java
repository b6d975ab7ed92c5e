package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.core.reading.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes what a format finds in a log. Values outside their unit's range and times out of order are refused here. */
final class LogSink {

    /** Kept one by one; of a file that is wrong throughout, the count is enough. */
    private static final int MOST_REFUSED = 1000;

    /** A phone whose clock was never set counts from 1970; logs since boot are counted from a time of ours. */
    private static final Instant EARLIEST = Instant.EPOCH;

    static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** Times that are differences of doubles, or of two clocks, step back by less. */
    private static final Duration ROUNDING = Duration.ofMillis(10);

    /** A request, and the line it was in. */
    private record Asked(long line, Request request) {}

    /** A reading, and the line it was in. */
    private record Found(long line, Reading reading) {}

    /** How much of a channel was in range, and how much not, and why the first of that was not. */
    private static final class Range {
        private int in;
        private int out;
        private String guess = "";
    }

    private final List<Refused> refused = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<SensorId> held = new TreeSet<>();
    private final LineCount lines = new LineCount();
    private final Map<SensorId, Range> ranges = new TreeMap<>();
    private final Moments moments = new Moments();
    private @Nullable Instant last;
    private List<Asked> asked = new ArrayList<>();
    private List<Found> found = new ArrayList<>();
    private long refusedCount;

    /** @return false, with the line refused, when {@code at} is no time of a log; whether it is in order shows at the end */
    boolean moment(long line, Instant at) {
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            refuse(line, "its time " + at + " is none of a log (seconds for milliseconds, or the other way round?)");
            return false;
        }
        lines.understood(line);
        boolean isRounded =
                last != null && at.isBefore(last) && Duration.between(at, last).compareTo(ROUNDING) <= 0;
        if (isRounded) {
            note("some times lie up to " + ROUNDING.toMillis()
                    + " ms before the one above them, as rounding does: they were put in order");
        } else {
            last = at;
        }
        moments.add(line, last == null ? at : last);
        return true;
    }

    /** For logs that are not in order of time: the line could be read. */
    void understood(long line) {
        lines.understood(line);
    }

    void add(long line, Instant at, Signal signal, String instance, double value) {
        add(line, new Reading(SensorId.of(signal, instance), value, at, instance));
    }

    /** @param latencyMs what the answer took; null when the log does not say */
    void request(long line, Instant at, @Nullable Double latencyMs) {
        asked.add(new Asked(line, new Request(at, latencyMs)));
    }

    /**
     * @param reading in the signal's SI unit
     * @return false, with the line refused, when it is out of its unit's range
     */
    boolean add(long line, Reading reading) {
        Unit unit = reading.sensor().signal().unit();
        Range range = ranges.computeIfAbsent(reading.sensor(), sensor -> new Range());
        if (unit.isPlausible(reading.value())) {
            range.in++;
            found.add(new Found(line, reading));
            return true;
        }
        String guess = UnitDoubts.guess(unit, reading.value());
        range.guess = range.out++ == 0 ? guess : range.guess;
        refuse(
                line,
                String.format(
                        Locale.ROOT,
                        "%s: %s (expected: %s %s%s)",
                        reading.sensor(),
                        reading.value(),
                        unit.range(),
                        unit.name().toLowerCase(Locale.ROOT),
                        guess.isEmpty() ? "" : "; " + guess));
        return false;
    }

    /** Of this sensor the log tells changes only. */
    void holds(SensorId sensor) {
        held.add(sensor);
    }

    void refuse(long line, String why) {
        refusedCount++;
        lines.refused(line);
        if (refused.size() < MOST_REFUSED) {
            refused.add(new Refused(line, why));
        }
    }

    /** Lines, both included, that were never looked at because of what was refused before. */
    void lost(long first, long last) {
        lines.refused(first, last);
    }

    /** Something that holds for the whole log and that its reader must know; said once. */
    void note(String text) {
        notes.add(text);
    }

    /** After the last line: leaves out what only the whole log shows to be wrong. */
    void settle() {
        Set<Long> wrong = new HashSet<>();
        for (Refused line : moments.wrong()) {
            wrong.add(line.line());
            refuse(line.line(), line.why());
        }
        Set<SensorId> misread = new TreeSet<>();
        ranges.forEach((sensor, range) -> {
            if (range.out > range.in && range.in > 0) {
                misread.add(sensor);
                note(sensor + ": " + range.out + " of " + (range.in + range.out)
                        + " values were out of range, so that the others were left out too"
                        + (range.guess.isEmpty() ? "" : ": " + range.guess));
            }
        });
        found = found.stream()
                .filter(one -> !wrong.contains(one.line())
                        && !misread.contains(one.reading().sensor()))
                .toList();
        asked = asked.stream().filter(one -> !wrong.contains(one.line())).toList();
        found.forEach(one -> lines.used(one.line()));
        refused.sort(Comparator.comparingLong(Refused::line));
    }

    /** In order of time, then of the log. */
    List<Request> requests() {
        return asked.stream()
                .map(Asked::request)
                .sorted(Comparator.comparing(Request::at))
                .toList();
    }

    /** In order of time, then of the log. */
    List<Reading> readings() {
        return found.stream()
                .map(Found::reading)
                .sorted(Comparator.comparing(Reading::at))
                .toList();
    }

    /** In the order of the log. */
    List<Refused> refused() {
        return refused;
    }

    LineCount lines() {
        return lines;
    }

    long refusedCount() {
        return refusedCount;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    Set<SensorId> held() {
        return held;
    }
}
