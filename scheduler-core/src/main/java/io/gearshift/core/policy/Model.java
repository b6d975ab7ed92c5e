package io.gearshift.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * A registered model as rules see it.
 *
 * @param name as in the registry
 * @param task what it does, as its manifest states it
 * @param priority higher is served first when budgets bind, 0..100
 * @param latencyObjectiveMs the objective in force (scene before manifest); null when none
 * @param requestsPerS recent request rate
 * @param missRatio recent share of answers later than the objective, 0..1
 */
public record Model(
        String name,
        String task,
        @Quantity(unit = "count", min = 0, max = 100) int priority,
        @Quantity(unit = "ms", min = 0) @Nullable Double latencyObjectiveMs,
        @Quantity(unit = "1/s", min = 0) double requestsPerS,
        @Quantity(unit = "ratio", min = 0, max = 1) double missRatio) {}
