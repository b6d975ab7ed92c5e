package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Describes readings sensor by sensor. */
final class Channels {

    private static final int GAP_FACTOR = 5;
    private static final Duration LEAST_GAP = Duration.ofSeconds(10);

    private Channels() {}

    static List<Channel> of(List<Reading> readings, Set<SensorId> held) {
        SortedMap<SensorId, List<Reading>> bySensor = new TreeMap<>();
        readings.forEach(reading -> bySensor.computeIfAbsent(reading.sensor(), sensor -> new ArrayList<>())
                .add(reading));
        return bySensor.entrySet().stream()
                .map(entry -> channel(entry.getKey(), entry.getValue(), held.contains(entry.getKey())))
                .toList();
    }

    private static Channel channel(SensorId sensor, List<Reading> values, boolean isHeld) {
        List<Duration> steps = new ArrayList<>();
        Instant before = values.get(0).at();
        for (Reading reading : values.subList(1, values.size())) {
            steps.add(Duration.between(before, reading.at()));
            before = reading.at();
        }
        List<Duration> sorted = steps.stream().sorted().toList();
        Duration typical = sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
        Duration bound = typical.multipliedBy(GAP_FACTOR);
        List<Duration> gaps = isHeld
                ? List.of()
                : sorted.stream()
                        .filter(step -> step.compareTo(bound) > 0 && step.compareTo(LEAST_GAP) > 0)
                        .toList();
        return new Channel(
                sensor,
                values.get(0).label(),
                values.size(),
                values.stream().mapToDouble(Reading::value).min().orElseThrow(),
                values.stream().mapToDouble(Reading::value).max().orElseThrow(),
                values.get(0).at(),
                before,
                typical,
                gaps.size(),
                gaps.isEmpty() ? Duration.ZERO : gaps.get(gaps.size() - 1),
                isHeld);
    }
}
