package io.gearshift.simulator.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.closedloop.Scenario;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The recorded signals of a trace as a page shows them; a signal that was not recorded is absent. */
final class RecordedCourse {

    private static final double BITS_PER_MBIT = 1e6;

    private final Recorded recorded;
    private final Timeline timeline;
    private final int turns;

    RecordedCourse(Recorded recorded, Timeline timeline, Scenario scenario) {
        this.recorded = recorded;
        this.timeline = timeline;
        this.turns = scenario.intervals().size();
    }

    /** @param zones which temperatures are held against the model */
    void write(ObjectNode json, List<ZoneSensors> zones, String governed) {
        List<SensorId> heat = zones.stream()
                .filter(zone -> zone.name().equals(governed))
                .findFirst()
                .map(ZoneSensors::sensors)
                .orElseGet(() -> recorded.sensors(Signal.TEMPERATURE));
        put(json, "temperatureC", heat, 2);
        put(json, "batteryRatio", first(Signal.BATTERY_CHARGE), 4);
        put(json, "loadRatio", total(), 3);
        put(json, "powerW", power(), 3);
        rate(json, "receivedMbitPerS", Signal.NETWORK_RECEIVED);
        rate(json, "sentMbitPerS", Signal.NETWORK_SENT);
    }

    private List<SensorId> first(Signal signal) {
        return recorded.sensors(signal).stream().limit(1).toList();
    }

    private List<SensorId> total() {
        return recorded.sensors(Signal.CPU_LOAD).stream()
                .filter(sensor -> sensor.instance().equals("total"))
                .toList();
    }

    /** Of the battery, else of the largest rail: on boards that tell several, the input. */
    private List<SensorId> power() {
        List<SensorId> battery = first(Signal.BATTERY_POWER);
        return !battery.isEmpty()
                ? battery
                : recorded.sensors(Signal.POWER).stream().max(Comparator.comparingDouble(this::mean)).stream()
                        .toList();
    }

    private double mean(SensorId sensor) {
        return IntStream.rangeClosed(0, turns)
                .mapToDouble(turn -> recorded.at(sensor, turn))
                .filter(Double::isFinite)
                .average()
                .orElse(0);
    }

    private void put(ObjectNode json, String name, List<SensorId> sensors, int decimals) {
        Series series = new Series(timeline, decimals);
        for (int turn = 1; turn <= turns; turn++) {
            series.put(turn - 1, recorded.highest(sensors, turn));
        }
        write(json, name, sensors, series);
    }

    /** Of byte counters of all links; one that was reset starts anew. */
    private void rate(ObjectNode json, String name, Signal signal) {
        List<SensorId> sensors = recorded.sensors(signal);
        Series series = new Series(timeline, 3);
        double[] last = new double[sensors.size()];
        double[] lastS = new double[sensors.size()];
        Arrays.fill(last, Double.NaN);
        for (int turn = 1; turn <= turns; turn++) {
            double bitPerS = Double.NaN;
            double now = timeline.seconds(turn - 1);
            for (int i = 0; i < last.length; i++) {
                double bytes = recorded.at(sensors.get(i), turn);
                if (bytes >= last[i] && now > lastS[i]) {
                    bitPerS = (Double.isNaN(bitPerS) ? 0 : bitPerS) + 8 * (bytes - last[i]) / (now - lastS[i]);
                }
                if (!Double.isNaN(bytes)) {
                    last[i] = bytes;
                    lastS[i] = now;
                }
            }
            series.put(turn - 1, bitPerS / BITS_PER_MBIT);
        }
        write(json, name, sensors, series);
    }

    private static void write(ObjectNode json, String name, List<SensorId> sensors, Series series) {
        if (!series.isEmpty()) {
            ObjectNode node = json.putObject(name);
            node.put(
                    "of",
                    String.join(", ", sensors.stream().map(SensorId::toString).toList()));
            series.points(node.putArray("points"));
        }
    }
}
