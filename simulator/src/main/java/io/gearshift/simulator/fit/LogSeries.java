package io.gearshift.simulator.fit;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.importer.ImportedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes sensors of an imported log as inputs and output of a fit. */
public final class LogSeries {

    private LogSeries() {}

    /**
     * One row for each time at which the output was read and every input was known; of several readings at one time the last
     * counts. Between readings an input is taken to hold; but a busy share tells of the time before its reading, so it is moved to
     * the row before, and the last row goes.
     *
     * @throws FitException when the log does not have a sensor
     */
    public static Series of(ImportedLog log, List<SensorId> inputs, SensorId output) throws FitException {
        List<SensorId> wanted = new ArrayList<>(inputs);
        wanted.add(output);
        for (SensorId sensor : wanted) {
            if (log.channels().stream().noneMatch(channel -> channel.sensor().equals(sensor))) {
                throw new FitException(log.file() + ": no " + sensor + " in it (it has "
                        + log.channels().stream()
                                .map(channel -> channel.sensor().toString())
                                .toList() + ")");
            }
        }
        Map<SensorId, Double> latest = new HashMap<>();
        List<double[]> rows = new ArrayList<>();
        Instant start = log.startedAt();
        List<Reading> readings = log.readings();
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            latest.put(reading.sensor(), reading.value());
            boolean isLastOfTime =
                    i + 1 == readings.size() || readings.get(i + 1).at().isAfter(reading.at());
            if (isLastOfTime && latest.keySet().containsAll(wanted) && isReadAt(readings, i, output)) {
                double[] row = new double[1 + wanted.size()];
                row[0] = Duration.between(start, reading.at()).toNanos() / 1e9;
                for (int k = 0; k < wanted.size(); k++) {
                    row[1 + k] = latest.getOrDefault(wanted.get(k), Double.NaN);
                }
                rows.add(row);
            }
        }
        for (int k = 0; k < inputs.size(); k++) {
            if (inputs.get(k).signal() == Signal.CPU_LOAD) {
                for (int i = 0; i + 1 < rows.size(); i++) {
                    rows.get(i)[1 + k] = rows.get(i + 1)[1 + k];
                }
            }
        }
        boolean isMoved = inputs.stream().anyMatch(sensor -> sensor.signal() == Signal.CPU_LOAD);
        List<double[]> used = isMoved && !rows.isEmpty() ? rows.subList(0, rows.size() - 1) : rows;
        return new Series(
                column(used, 0),
                IntStream.range(0, inputs.size())
                        .mapToObj(k -> column(used, 1 + k))
                        .toList(),
                column(used, 1 + inputs.size()));
    }

    private static boolean isReadAt(List<Reading> readings, int last, SensorId output) {
        Instant at = readings.get(last).at();
        for (int i = last; i >= 0 && readings.get(i).at().equals(at); i--) {
            if (readings.get(i).sensor().equals(output)) {
                return true;
            }
        }
        return false;
    }

    private static double[] column(List<double[]> rows, int index) {
        return rows.stream().mapToDouble(row -> row[index]).toArray();
    }
}
