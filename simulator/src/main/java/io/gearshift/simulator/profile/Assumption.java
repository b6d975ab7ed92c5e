package io.gearshift.simulator.profile;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What someone says of gears where the table says nothing. A measured figure always goes first.
 *
 * @param from how a report names it: an option, or a file and line
 * @param selectors which rows it is of: model, variant, runtime, backend, precision, conditions; empty for all
 * @param figures in their own units
 * @param threads 0 when it says nothing of them
 * @param computes null when it says nothing of it
 */
record Assumption(
        String from,
        Map<String, String> selectors,
        Map<Figure, Double> figures,
        int threads,
        @Nullable Backend computes) {

    Assumption {
        selectors = new TreeMap<>(selectors);
        EnumMap<Figure, Double> copy = new EnumMap<>(Figure.class);
        copy.putAll(figures);
        figures = copy;
    }

    /** The backend is that of the row or, where the table does not tell it, the one that was said. */
    boolean isOf(ProfileKey key, Backend backend) {
        return selectors.entrySet().stream()
                .allMatch(one ->
                        of(key, backend, one.getKey()).equals(one.getValue().toLowerCase(Locale.ROOT)));
    }

    private static String of(ProfileKey key, Backend backend, String selector) {
        String value = switch (selector) {
            case "model" -> key.model();
            case "variant" -> key.variant();
            case "runtime" -> key.runtime();
            case "precision" -> key.precision();
            case "conditions" -> key.conditions();
            default -> backend.provider();
        };
        return value.toLowerCase(Locale.ROOT);
    }
}
