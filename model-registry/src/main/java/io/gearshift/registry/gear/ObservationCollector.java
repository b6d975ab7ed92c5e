package io.gearshift.registry.gear;

import io.gearshift.core.estimate.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What serving cost, by model and gear, until the control loop asks. Thread-safe. */
public final class ObservationCollector {

    private record Key(String model, String gear) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byModel = model.compareTo(other.model);
            return byModel != 0 ? byModel : gear.compareTo(other.gear);
        }
    }

    private final ConcurrentNavigableMap<Key, GearStats> gears = new ConcurrentSkipListMap<>();

    /** Everything since the last call, in order of model and gear; gears without traffic are left out. */
    public List<Observation> drain() {
        List<Observation> seen = new ArrayList<>();
        for (GearStats stats : gears.values()) {
            Observation observation = stats.drain();
            if (observation != null) {
                seen.add(observation);
            }
        }
        return seen;
    }

    GearStats of(String model, String gear) {
        return gears.computeIfAbsent(new Key(model, gear), key -> new GearStats(model, gear));
    }

    void forget(String model) {
        gears.keySet().removeIf(key -> key.model().equals(model));
    }
}
