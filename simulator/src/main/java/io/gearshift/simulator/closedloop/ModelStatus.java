package io.gearshift.simulator.closedloop;

import io.gearshift.core.swap.SwapPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one model is at on the modelled device. Immutable.
 *
 * @param gear in force; null before the first
 * @param pending swap under way
 * @param readyInS until it cuts over
 * @param resident gears that are loaded beside the one in force
 * @param freeAtS of each worker, ascending, from now
 */
record ModelStatus(
        String model,
        @Nullable String gear,
        @Nullable SwapPlan pending,
        double readyInS,
        List<String> resident,
        double[] freeAtS) {

    ModelStatus {
        resident = List.copyOf(resident);
    }

    ModelStatus begin(SwapPlan plan, double loadS) {
        return new ModelStatus(model, gear, plan, loadS, resident, freeAtS);
    }

    ModelStatus later(double seconds, double[] freeAtEndS) {
        if (pending == null) {
            return new ModelStatus(model, gear, null, 0, resident, freeAtEndS);
        }
        return readyInS > seconds
                ? new ModelStatus(model, gear, pending, readyInS - seconds, resident, freeAtEndS)
                : new ModelStatus(model, pending.to(), null, 0, pending.keep(), freeAtEndS);
    }

    boolean isLoaded(String wanted) {
        return wanted.equals(gear) || resident.contains(wanted);
    }
}
