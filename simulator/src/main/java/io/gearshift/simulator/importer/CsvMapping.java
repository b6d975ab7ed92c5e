package io.gearshift.simulator.importer;

import io.gearshift.core.reading.SensorId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a CSV file are.
 *
 * @param recognise found in the first line of such files; null for a mapping that is given with the file
 * @param hasHeader the first line names the columns
 */
record CsvMapping(
        String format,
        String device,
        @Nullable Pattern recognise,
        boolean hasHeader,
        char separator,
        Column time,
        Clock clock,
        List<Sensor> channels,
        List<String> notes) {

    CsvMapping {
        channels = List.copyOf(channels);
        notes = List.copyOf(notes);
    }

    /** How times are written. */
    enum Clock {
        /** {@code 2026-01-31T08:00:00}, also with a space for the T; in UTC unless it says otherwise. */
        ISO,
        /** Seconds since 1970. */
        EPOCHSECONDS,
        /** Milliseconds since 1970. */
        EPOCHMILLIS,
        /** Seconds since the log began. */
        SECONDS,
        /** Milliseconds since the log began. */
        MILLIS
    }

    /**
     * A column by its name in the header, or by its number.
     *
     * @param number from 1; 0 when {@code name} says it
     */
    record Column(String name, int number) {
        @Override
        public String toString() {
            return number > 0 ? "column " + number : "column " + name;
        }
    }

    /**
     * One column of values.
     *
     * @param unit of bare numbers; a cell that names its own unit, such as {@code 466 mW}, is read in that one
     * @param scale applied before the unit, for example -1 where a log counts charging as positive
     * @param offset added last, in the signal's SI unit
     * @param isRate the cells count something up: its growth per second is the value
     * @param values what words stand for, for example charging: 1; empty when the cells are numbers
     */
    record Sensor(
            Column column,
            SensorId sensor,
            String label,
            SourceUnit unit,
            double scale,
            double offset,
            boolean isRate,
            Map<String, Double> values,
            boolean isHeld) {
        Sensor {
            values = Map.copyOf(values);
        }
    }
}
