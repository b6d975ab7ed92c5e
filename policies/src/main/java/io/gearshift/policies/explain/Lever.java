package io.gearshift.policies.explain;

import io.gearshift.policies.situation.Situation;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One signal that may change while all others stay. */
sealed interface Lever {

    /** {@code Device.temperatureC}; of a candidate {@code int8@cpu:1 latencyMs}. */
    String name();

    /**
     * A number.
     *
     * @param now null while unknown or not set; {@code from} stands in for it
     * @param from where the search begins
     * @param points values at which a decision may turn, besides those between
     */
    record Dial(
            String name,
            String unit,
            @Nullable Double now,
            double from,
            double min,
            double max,
            List<Double> points,
            BiFunction<Situation, Double, Situation> set)
            implements Lever {}

    /** One of a few. */
    record Switch(String name, Object now, List<?> others, BiFunction<Situation, Object, Situation> set)
            implements Lever {}
}
