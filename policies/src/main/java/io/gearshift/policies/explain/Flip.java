package io.gearshift.policies.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that makes the model run another gear; each was tried by deciding again.
 *
 * @param gear what would be chosen
 * @param changes empty when time alone does it
 * @param afterS seconds that must pass besides, for dwell or rest to be over; 0 for at once
 * @param size of the changes, relative to the larger of the values before and after; adds up over them
 */
public record Flip(String gear, List<Change> changes, double afterS, double size) {

    public Flip {
        changes = List.copyOf(changes);
    }

    /**
     * One signal.
     *
     * @param from what it is now; null when it is unknown or not set
     * @param to what it would have to be: for a number the least change, so that just before it nothing flips
     * @param edge a value between both, just before, at which the decision stays; null when it is not a number
     */
    public record Change(
            String signal,
            @Nullable Object from,
            Object to,
            String unit,
            @Nullable Double edge) {

        public boolean isFall() {
            return from instanceof Double before && to instanceof Double after && after < before;
        }
    }
}
