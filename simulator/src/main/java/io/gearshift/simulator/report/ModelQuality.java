package io.gearshift.simulator.report;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How well a device model reproduces what a trace recorded, with the gears as recorded and the device as it was at the start; the
 * model never sees what it is compared with.
 *
 * @param temperatureRmseC root mean square error of temperatures, over all zones compared
 * @param batteryErrorRatio error of the charge used while not charging, over the charge used
 * @param latencyErrorRatio mean of the error of a turn's mean answer time over the recorded one, weighed by answers
 */
public record ModelQuality(Compared temperatureRmseC, Compared batteryErrorRatio, Compared latencyErrorRatio) {

    /**
     * One comparison.
     *
     * @param error null when the trace or the model has nothing to compare
     * @param weight values, charge or answers compared; 0 for none
     * @param basis what was compared with what, or why nothing was; for people
     */
    public record Compared(@Nullable Double error, double weight, String basis) {

        static Compared none(String why) {
            return new Compared(null, 0, why);
        }
    }

    /** No device was modelled. */
    static ModelQuality openLoop() {
        Compared none = Compared.none("open loop: no device is modelled, the signals are those recorded");
        return new ModelQuality(none, none, none);
    }

    /** Several traces as one. */
    public static ModelQuality pooled(List<ModelQuality> all) {
        return new ModelQuality(
                pooled(all, ModelQuality::temperatureRmseC, true),
                pooled(all, ModelQuality::batteryErrorRatio, false),
                pooled(all, ModelQuality::latencyErrorRatio, false));
    }

    /** @param isSquared of root mean squares; else of means */
    private static Compared pooled(List<ModelQuality> all, Function<ModelQuality, Compared> part, boolean isSquared) {
        if (all.size() == 1) {
            return part.apply(all.get(0));
        }
        double sum = 0;
        double weight = 0;
        int known = 0;
        for (ModelQuality one : all) {
            Compared compared = part.apply(one);
            Double error = compared.error();
            if (error != null) {
                sum += (isSquared ? error * error : error) * compared.weight();
                weight += compared.weight();
                known++;
            }
        }
        String basis = known + " of " + all.size() + " traces";
        double mean = sum / weight;
        return known == 0 ? Compared.none(basis) : new Compared(isSquared ? Math.sqrt(mean) : mean, weight, basis);
    }
}
