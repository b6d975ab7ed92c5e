package io.gearshift.simulator.report;

import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.closedloop.Interval;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a recording says of its own device, turn by turn of its loop: place 0 is the scenario's start, place n the end of its nth
 * interval. A sensor that was not read in a turn has NaN there: it is not carried on.
 */
final class Recorded {

    private static final Set<Signal> KEPT = EnumSet.of(
            Signal.TEMPERATURE,
            Signal.BATTERY_TEMPERATURE,
            Signal.BATTERY_CHARGE,
            Signal.BATTERY_POWER,
            Signal.POWER,
            Signal.CPU_LOAD,
            Signal.NETWORK_RECEIVED,
            Signal.NETWORK_SENT,
            Signal.NETWORK_RTT);

    private final int turns;
    private final SortedMap<SensorId, double[]> values = new TreeMap<>();
    private final Map<SensorId, String> labels = new TreeMap<>();
    private final List<List<Observation>> served = new ArrayList<>();
    private int place;
    private @Nullable Instant last;
    private final Set<Instant> ends;

    private Recorded(int turns, Set<Instant> ends) {
        this.turns = turns;
        this.ends = ends;
        for (int i = 0; i < turns; i++) {
            served.add(List.of());
        }
    }

    static Recorded of(Recording recording, Scenario scenario) throws IOException {
        Set<Instant> ends = scenario.intervals().stream().map(Interval::at).collect(Collectors.toSet());
        Recorded recorded = new Recorded(scenario.intervals().size() + 1, ends);
        recording.events(recorded::next);
        return recorded;
    }

    private void next(LoopEvent event) {
        if (place >= turns) {
            return;
        }
        if (event instanceof LoopEvent.Tick tick) {
            if (last == null || tick.at().isAfter(last)) {
                turn(tick.at());
                last = tick.at();
            }
        } else if (event instanceof LoopEvent.Sensed sensed) {
            sensed.readings().forEach(this::keep);
        } else if (event instanceof LoopEvent.Served answers) {
            List<Observation> all = new ArrayList<>(served.get(place));
            all.addAll(answers.observations());
            served.set(place, List.copyOf(all));
        }
    }

    /** What was served in a gap of the recording belongs to no interval. */
    private void turn(Instant at) {
        if (last == null || ends.contains(at)) {
            place++;
        } else {
            served.set(place, List.of());
        }
    }

    private void keep(Reading reading) {
        if (KEPT.contains(reading.sensor().signal())) {
            labels.put(reading.sensor(), reading.label());
            values.computeIfAbsent(reading.sensor(), sensor -> {
                        double[] fresh = new double[turns];
                        Arrays.fill(fresh, Double.NaN);
                        return fresh;
                    })[place] =
                    reading.value();
        }
    }

    List<SensorId> sensors(Signal signal) {
        return values.keySet().stream()
                .filter(sensor -> sensor.signal() == signal)
                .toList();
    }

    double at(SensorId sensor, int turn) {
        double[] series = values.get(sensor);
        return series == null ? Double.NaN : series[turn];
    }

    /** The highest of these sensors in a turn; NaN when none was read. */
    double highest(List<SensorId> sensors, int turn) {
        double most = Double.NaN;
        for (SensorId sensor : sensors) {
            double value = at(sensor, turn);
            most = Double.isNaN(most) || value > most ? value : most;
        }
        return most;
    }

    /** The first value of all; NaN when there is none. */
    double first(List<SensorId> sensors) {
        for (int turn = 0; turn < turns; turn++) {
            double value = highest(sensors, turn);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    String label(SensorId sensor) {
        return labels.getOrDefault(sensor, "");
    }

    List<Observation> served(int turn) {
        return served.get(turn);
    }
}
