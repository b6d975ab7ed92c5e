package io.gearshift.simulator.importer;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A signal with an instance for each state: 1 for the one that is, 0 for the others, of which none falls silent. */
final class States {

    private final Signal signal;
    private final SortedSet<String> known = new TreeSet<>();

    States(Signal signal) {
        this.signal = signal;
    }

    /** Those that were in force until now. */
    List<Reading> now(String state, Instant at) {
        known.add(state);
        return known.stream()
                .map(name -> new Reading(SensorId.of(signal, name), name.equals(state) ? 1 : 0, at, name))
                .toList();
    }
}
