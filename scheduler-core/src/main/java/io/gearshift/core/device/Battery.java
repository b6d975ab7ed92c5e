package io.gearshift.core.device;

import io.gearshift.core.policy.Charge;
import io.gearshift.core.reading.Signal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All batteries together. The band is entered at 20 and 10 % and left 3 and 2 points above: fuel gauges step by one
 * point and some bounce when load drops.
 *
 * @param drainW positive while discharging
 */
record Battery(
        @Nullable Double ratio,
        boolean isCharging,
        boolean isPresent,
        @Nullable Double secondsToEmpty,
        @Nullable Double drainW,
        Band band) {

    static final Band.Bound LOW = new Band.Bound(0.80, 0.77);
    static final Band.Bound CRITICAL = new Band.Bound(0.90, 0.88);

    static Battery of(Fresh fresh, Band before, Instant now) {
        Double ratio = charge(fresh);
        boolean charging = isOn(fresh.max(Signal.BATTERY_CHARGING)) || isOn(fresh.max(Signal.MAINS_ONLINE));
        Double drain = fresh.sum(Signal.BATTERY_POWER);
        Band band = ratio == null ? Band.UNKNOWN : band(ratio, before, now);
        return new Battery(ratio, charging, ratio != null, secondsToEmpty(fresh, charging, drain), drain, band);
    }

    static Band band(double ratio, Band before, Instant now) {
        return before.next(1 - ratio, now, 1, LOW, CRITICAL);
    }

    /** Weighted by capacity where every battery tells it, else the plain mean. */
    private static @Nullable Double charge(Fresh fresh) {
        double[] sums = new double[4]; // weighted, weight, plain, count
        boolean[] isWeighted = {true};
        fresh.each(Signal.BATTERY_CHARGE, (name, held) -> {
            Double full = fresh.get(Signal.BATTERY_ENERGY_FULL, name);
            if (full == null || full <= 0) {
                isWeighted[0] = false;
            } else {
                sums[0] += held.value() * full;
                sums[1] += full;
            }
            sums[2] += held.value();
            sums[3]++;
        });
        if (sums[3] == 0) {
            return null;
        }
        return isWeighted[0] ? sums[0] / sums[1] : sums[2] / sums[3];
    }

    private static @Nullable Double secondsToEmpty(Fresh fresh, boolean charging, @Nullable Double drainW) {
        Double energyJ = fresh.sum(Signal.BATTERY_ENERGY);
        return charging || energyJ == null || drainW == null || drainW <= 0 ? null : (Double) (energyJ / drainW);
    }

    private static boolean isOn(@Nullable Double flag) {
        return flag != null && flag > 0.5;
    }

    Charge level() {
        return Charge.values()[band.level() + 1];
    }
}
