package io.gearshift.simulator.importer;

import io.gearshift.core.reading.SensorId;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a CSV file are.
 *
 * @param recognise found in the first line of such files; null for a mapping that is given with the file
 * @param hasHeader the first line names the columns
 * @param separator between cells; empty when any run of spaces and tabs is
 * @param isRequests each row is a request that came at its time
 * @param absent what stands in a cell that has no value; an empty cell has none either
 */
record CsvMapping(
        String format,
        String device,
        @Nullable Pattern recognise,
        boolean hasHeader,
        String separator,
        Time time,
        List<Sensor> channels,
        boolean isRequests,
        Set<String> absent,
        List<String> notes) {

    CsvMapping {
        channels = List.copyOf(channels);
        absent = Set.copyOf(absent);
        notes = List.copyOf(notes);
    }

    /** How times are written. */
    enum Clock {
        /** {@code 2026-01-31T08:00:00}, also with a space for the T; in UTC unless it says otherwise. */
        ISO,
        /** As the mapping's own pattern says. */
        PATTERN,
        /** Seconds since 1970. */
        EPOCHSECONDS,
        /** Milliseconds since 1970. */
        EPOCHMILLIS,
        /** Seconds since the log began. */
        SECONDS,
        /** Milliseconds since the log began. */
        MILLIS,
        /** Nowhere: there is a row each second. */
        ROWS
    }

    /**
     * When a row is of.
     *
     * @param column null for {@link Clock#ROWS}
     * @param pattern for {@link Clock#PATTERN} only
     * @param zone of local times that name none; null when nobody said, and UTC is assumed
     * @param until the row's values hold up to this column's time, and are told again each second; null for a single moment
     */
    record Time(
            @Nullable Column column,
            Clock as,
            @Nullable DateTimeFormatter pattern,
            @Nullable ZoneId zone,
            @Nullable Column until) {}

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

    /** A row in which another column does not hold this says nothing of the sensor. */
    record When(Column column, String is) {}

    /**
     * One column of values.
     *
     * @param unit of bare numbers; a cell that names its own unit, such as {@code 466 mW}, is read in that one
     * @param unitColumn holds the unit of each row; null when there is no such column
     * @param scale applied before the unit, for example -1 where a log counts charging as positive
     * @param offset added last, in the signal's SI unit
     * @param isRate the cells count something up: its growth per second is the value
     * @param values what words stand for, for example charging: 1; empty when the cells are numbers
     * @param isState the cell names the instance that is 1 now; all others are 0
     */
    record Sensor(
            Column column,
            SensorId sensor,
            String label,
            SourceUnit unit,
            @Nullable Column unitColumn,
            double scale,
            double offset,
            boolean isRate,
            Map<String, Double> values,
            boolean isState,
            @Nullable When when,
            boolean isHeld) {
        Sensor {
            values = Map.copyOf(values);
        }

        /** What a word stands for; null for any other text. */
        @Nullable
        Double word(String cell) {
            return values.get(cell.toLowerCase(Locale.ROOT));
        }
    }
}
