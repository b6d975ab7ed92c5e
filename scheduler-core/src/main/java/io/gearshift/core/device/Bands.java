package io.gearshift.core.device;

import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Pressure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The bands of single values, by the bounds that {@link DeviceFold} uses: for judging a situation that no sensor told. Each
 * takes the band before, because rise and fall bounds differ; {@code UNKNOWN} before means the bounds of a rise.
 */
public final class Bands {

    private Bands() {}

    /**
     * @param headroomC null when unknown
     * @param secondsToTrip forecast; null while not rising
     */
    public static Heat heat(Heat before, @Nullable Double headroomC, @Nullable Double secondsToTrip) {
        if (headroomC == null) {
            return Heat.UNKNOWN;
        }
        Band band = Thermal.band(at(before), headroomC, secondsToTrip, Instant.EPOCH);
        return Heat.values()[band.level() + 1];
    }

    public static Charge charge(Charge before, @Nullable Double ratio) {
        return ratio == null
                ? Charge.UNKNOWN
                : Charge.values()[Battery.band(ratio, at(before), Instant.EPOCH).level() + 1];
    }

    /** @param pressureRatio stalled share; where it is unknown the busy share stands in */
    public static Pressure cpu(Pressure before, @Nullable Double pressureRatio, @Nullable Double loadRatio) {
        return Load.pressure(Load.cpuBand(pressureRatio, loadRatio, at(before), Instant.EPOCH));
    }

    public static Pressure memory(Pressure before, @Nullable Double availableRatio, @Nullable Double pressureRatio) {
        return Load.pressure(Load.memoryBand(availableRatio, pressureRatio, at(before), Instant.EPOCH));
    }

    /** Seconds to the trip point at this slope; 0 past it; null while not rising or unknown. */
    public static @Nullable Double secondsToTrip(
            @Nullable Double temperatureC, @Nullable Double tripC, @Nullable Double trendCPerS) {
        return temperatureC == null || tripC == null || trendCPerS == null
                ? null
                : new Trend(Instant.EPOCH, temperatureC, trendCPerS).secondsTo(tripC, temperatureC);
    }

    private static Band at(Enum<?> level) {
        return Band.UNKNOWN.at(level.ordinal() - 1, Instant.EPOCH, 1);
    }
}
