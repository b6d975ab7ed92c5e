package io.gearshift.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * A registered model as rules see it.
 *
 * @param priority higher is served first when budgets bind, 0..100
 * @param latencyObjectiveMs the objective in force (scene before manifest); null when none
 * @param requestsPerS recent request rate
 * @param missRatio recent share of answers later than the objective, 0..1
 */
public record Model(
        String name,
        String task,
        int priority,
        @Nullable Double latencyObjectiveMs,
        double requestsPerS,
        double missRatio) {}
