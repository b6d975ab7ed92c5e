package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes what a format finds in a log. Values outside their unit's range and times that go back are refused here. */
final class LogSink {

    /** Kept one by one; of a file that is wrong throughout, the count is enough. */
    private static final int MOST_REFUSED = 1000;

    private final List<Reading> readings = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<SensorId> held = new TreeSet<>();
    private final LineCount lines = new LineCount();
    private long refusedCount;
    private @Nullable Instant last;

    /** @return false, with the line refused, when {@code at} lies before an earlier line's time */
    boolean moment(long line, Instant at) {
        if (last != null && at.isBefore(last)) {
            refuse(line, "its time " + at + " lies before that of an earlier line, " + last);
            return false;
        }
        last = at;
        lines.understood(line);
        return true;
    }

    void add(long line, Instant at, Signal signal, String instance, double value) {
        add(line, new Reading(SensorId.of(signal, instance), value, at, instance));
    }

    /** @param reading in the signal's SI unit */
    void add(long line, Reading reading) {
        Signal signal = reading.sensor().signal();
        if (!signal.unit().isPlausible(reading.value())) {
            refuse(
                    line,
                    String.format(
                            Locale.ROOT,
                            "%s: %s (expected: %s %s)",
                            reading.sensor(),
                            reading.value(),
                            signal.unit().range(),
                            signal.unit().name().toLowerCase(Locale.ROOT)));
            return;
        }
        readings.add(reading);
        lines.used(line);
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

    List<Reading> readings() {
        return readings;
    }

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
