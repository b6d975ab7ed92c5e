package io.gearshift.core.device;

import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The fresh part of the held values, asked by signal. Stale values are invisible here. */
record Fresh(SortedMap<SensorId, Held> values, Instant now, Duration maxAge) {

    void each(Signal signal, BiConsumer<String, Held> use) {
        for (Map.Entry<SensorId, Held> entry : range(signal).entrySet()) {
            if (entry.getValue().isFresh(now, maxAge)) {
                use.accept(entry.getKey().instance(), entry.getValue());
            }
        }
    }

    /** The value of the instance, null when missing or stale. */
    @Nullable
    Double get(Signal signal, String instance) {
        Held held = values.get(new SensorId(signal, instance));
        return held != null && held.isFresh(now, maxAge) ? (Double) held.value() : null;
    }

    @Nullable
    Double max(Signal signal) {
        return reduce(signal, Math::max);
    }

    @Nullable
    Double sum(Signal signal) {
        return reduce(signal, Double::sum);
    }

    boolean hasAny(Signal signal) {
        return max(signal) != null;
    }

    /** It was known, and nothing fresh is left of it: one zone that still answers is enough. */
    boolean isLost(Signal signal) {
        return !range(signal).isEmpty() && range(signal).values().stream().noneMatch(held -> held.isFresh(now, maxAge));
    }

    private @Nullable Double reduce(Signal signal, java.util.function.DoubleBinaryOperator fold) {
        Double result = null;
        for (Held held : range(signal).values()) {
            if (held.isFresh(now, maxAge)) {
                result = result == null ? (Double) held.value() : (Double) fold.applyAsDouble(result, held.value());
            }
        }
        return result;
    }

    /** All held values of one signal: ids sort by signal first, so they lie together. */
    private SortedMap<SensorId, Held> range(Signal signal) {
        return values.subMap(new SensorId(signal, ""), new SensorId(signal, "\uffff"));
    }
}
