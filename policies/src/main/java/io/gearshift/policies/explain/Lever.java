package io.gearshift.policies.explain;

import io.gearshift.policies.explain.Flip.Kind;
import java.util.List;
import java.util.SortedSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One signal or setting that may change while all others stay. */
sealed interface Lever {

    /** {@code Device.temperatureC}; of a candidate {@code int8@cpu:1 latencyMs}; of the configuration {@code budgets.memory}. */
    String name();

    Kind kind();

    /**
     * A number.
     *
     * @param now null while unknown or not set; {@code from} stands in for it
     * @param from where the search begins
     * @param points values at which a decision can turn
     * @param isSmooth it can also turn between them
     * @param isWhole only whole numbers
     */
    record Dial(
            String name,
            Kind kind,
            String unit,
            @Nullable Double now,
            double from,
            double min,
            double max,
            SortedSet<Double> points,
            boolean isSmooth,
            boolean isWhole,
            BiFunction<Setup, Double, Setup> set)
            implements Lever {}

    /** One of a few. */
    record Switch(String name, Kind kind, Object now, List<?> others, BiFunction<Setup, Object, Setup> set)
            implements Lever {}
}
