package io.gearshift.core.device;

import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rates taken from counters that only grow: power from energy, and whether throttle events went on.
 *
 * @param energy last seen energy counter of each domain
 * @param powerW power of each energy domain between its last two readings
 * @param throttles last seen throttle counters
 * @param throttledAt when a throttle counter last grew; {@link Instant#MIN} when never
 */
record Counters(
        SortedMap<SensorId, Held> energy,
        SortedMap<SensorId, Double> powerW,
        Map<SensorId, Double> throttles,
        Instant throttledAt) {

    static final Counters NONE = new Counters(new TreeMap<>(), new TreeMap<>(), Map.of(), Instant.MIN);

    /** Throttling counts as present for this long after its last event. */
    private static final Duration THROTTLE_MEMORY = Duration.ofSeconds(10);

    Counters next(SortedMap<SensorId, Held> values, Instant now) {
        SortedMap<SensorId, Held> nextEnergy = new TreeMap<>();
        SortedMap<SensorId, Double> nextPower = new TreeMap<>();
        Map<SensorId, Double> nextThrottles = new TreeMap<>();
        Instant throttled = throttledAt;
        for (Map.Entry<SensorId, Held> entry : values.entrySet()) {
            SensorId id = entry.getKey();
            Held held = entry.getValue();
            if (id.signal() == Signal.ENERGY) {
                nextEnergy.put(id, held);
                Double watts = power(energy.get(id), held, powerW.get(id));
                if (watts != null) {
                    nextPower.put(id, watts);
                }
            } else if (id.signal() == Signal.THROTTLE_COUNT) {
                Double before = throttles.get(id);
                nextThrottles.put(id, held.value());
                if (before != null && held.value() > before) {
                    throttled = now;
                }
            }
        }
        return new Counters(nextEnergy, nextPower, nextThrottles, throttled);
    }

    /** A counter that fell was reset or wrapped: no rate until the next pair. */
    private static @Nullable Double power(@Nullable Held before, Held now, @Nullable Double last) {
        if (before == null) {
            return null;
        }
        double seconds = Duration.between(before.at(), now.at()).toNanos() / 1e9;
        if (seconds <= 0) {
            return last;
        }
        return now.value() < before.value() ? null : (now.value() - before.value()) / seconds;
    }

    boolean isThrottling(Instant now) {
        return !throttledAt.equals(Instant.MIN)
                && Duration.between(throttledAt, now).compareTo(THROTTLE_MEMORY) <= 0;
    }
}
