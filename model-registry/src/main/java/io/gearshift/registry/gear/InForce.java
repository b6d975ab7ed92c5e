package io.gearshift.registry.gear;

import io.gearshift.core.serve.InferenceRequest;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What answers a model's requests: the one reference that a cut-over replaces.
 *
 * @param decision id of the decision that put {@code active} in force
 * @param locals all resident local gears, the fastest first
 */
record InForce(Gear active, String decision, List<LocalGear> locals) {

    InForce {
        locals = locals.stream()
                .sorted(Comparator.comparingDouble(
                                (LocalGear gear) -> gear.stats().meanMs())
                        .thenComparing(Gear::fullName))
                .toList();
    }

    /**
     * The gear for a request; null when it must stay on the device and no local gear is resident.
     *
     * @param isKeptHere nothing may be sent to the active gear now, whatever the request says
     */
    @Nullable
    Gear choose(InferenceRequest request, boolean isKeptHere) {
        Double minAccuracy = request.minAccuracy();
        boolean isAllowed = active.isLocal() || !request.isPrivate() && !isKeptHere;
        if (isAllowed && (minAccuracy == null || isAccurate(active, minAccuracy))) {
            return active;
        }
        if (minAccuracy != null) {
            for (LocalGear gear : locals) {
                if (isAccurate(gear, minAccuracy)) {
                    return gear;
                }
            }
        }
        return isAllowed ? active : standIn(minAccuracy);
    }

    /** The local gear that answers for a cloud gear: the fastest accurate one, else the most accurate. */
    @Nullable
    LocalGear standIn(@Nullable Double minAccuracy) {
        LocalGear best = null;
        for (LocalGear gear : locals) {
            if (minAccuracy == null || isAccurate(gear, minAccuracy)) {
                return gear;
            }
            best = best == null || gear.variant().accuracy() > best.variant().accuracy() ? gear : best;
        }
        return best;
    }

    private static boolean isAccurate(Gear gear, double minAccuracy) {
        return gear.variant().accuracy() >= minAccuracy;
    }
}
