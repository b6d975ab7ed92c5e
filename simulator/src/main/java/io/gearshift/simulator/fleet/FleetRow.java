package io.gearshift.simulator.fleet;

import io.gearshift.simulator.closedloop.Figures;
import java.io.Serializable;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One device under one policy.
 *
 * @param device from 0
 * @param seed of this device
 * @param drawn numbers of the device file that were drawn for it, by key
 * @param figures null when it failed
 * @param error why it failed; null when it did not
 */
public record FleetRow(
        int device,
        String group,
        String trace,
        String policy,
        long seed,
        SortedMap<String, Double> drawn,
        @Nullable Result figures,
        @Nullable String error)
        implements Serializable {

    /** As {@link Figures}, without the name. */
    public record Result(
            double seconds,
            long requests,
            double energyJ,
            double deviceJ,
            double effectiveAccuracy,
            double missRatio,
            long refused,
            int swaps,
            double swapsPerHour,
            double throttledSeconds,
            double peakC,
            double chargeRatio)
            implements Serializable {

        static Result of(Figures figures) {
            return new Result(
                    figures.seconds(),
                    figures.requests(),
                    figures.energyJ(),
                    figures.deviceJ(),
                    figures.effectiveAccuracy(),
                    figures.missRatio(),
                    figures.refused(),
                    figures.swaps(),
                    figures.swapsPerHour(),
                    figures.throttledSeconds(),
                    figures.peakC(),
                    figures.chargeRatio());
        }
    }
}
