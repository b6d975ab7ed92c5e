package io.gearshift.simulator.profile;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one model's variant on one device.
 *
 * @param figures those that were measured; what is not in it was not
 */
public record ProfileRow(ProfileKey key, Map<Figure, Measured> figures) {

    public ProfileRow {
        figures = Collections.unmodifiableMap(new EnumMap<>(figures));
    }

    /** Null when it was not measured. */
    public @Nullable Measured get(Figure figure) {
        return figures.get(figure);
    }

    /** Where its first figure stands. */
    public String place() {
        return figures.values().iterator().next().place();
    }
}
