package io.gearshift.simulator.baseline;

import io.gearshift.core.estimate.ModelSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One gear for each model, all the time. */
public final class StaticGears extends GearDriver {

    private final Map<String, String> gears;

    /** @param gears by model; a model without one never serves */
    public StaticGears(Map<String, String> gears) {
        this.gears = new TreeMap<>(gears);
    }

    @Override
    public String name() {
        return gears.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", ", "static ", ""));
    }

    @Override
    @Nullable
    String gear(ModelSpec model, @Nullable String active) {
        return gears.get(model.name());
    }
}
