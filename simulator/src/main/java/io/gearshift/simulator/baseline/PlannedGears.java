package io.gearshift.simulator.baseline;

import io.gearshift.core.estimate.ModelSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gears by the clock, from a plan made beforehand. */
public final class PlannedGears extends GearDriver {

    private final String name;
    private final List<Map<String, String>> plan;
    private final int turnsPerStage;
    private int turn = -1;

    /**
     * @param plan gears by model for each stage; after the last one the last holds
     * @param turnsPerStage of the loop
     */
    public PlannedGears(String name, List<Map<String, String>> plan, int turnsPerStage) {
        this.name = name;
        this.plan = List.copyOf(plan);
        this.turnsPerStage = turnsPerStage;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    void begin() {
        turn++;
    }

    @Override
    @Nullable
    String gear(ModelSpec model, @Nullable String active) {
        if (turn % turnsPerStage != 0) {
            return active;
        }
        return plan.get(Math.min(plan.size() - 1, turn / turnsPerStage)).get(model.name());
    }
}
