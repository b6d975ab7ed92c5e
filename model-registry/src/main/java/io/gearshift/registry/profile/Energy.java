package io.gearshift.registry.profile;

import io.gearshift.registry.gear.CpuTimeEnergy;
import org.jspecify.annotations.Nullable;

/**
 * The energy of a number of runs on the calling thread: by the device's meter where it can be read, else modelled.
 *
 * @param meter null when the device has none
 */
record Energy(CpuTimeEnergy model, @Nullable PowerMeter meter) {

    record Mark(double joules, long cpu) {}

    record Used(double energyMj, boolean isMeasured) {}

    Mark mark() {
        return new Mark(meter == null ? Double.NaN : meter.joules(), model.mark());
    }

    /** Per run. */
    Used since(Mark mark, int threads, int runs) {
        double modelledMj = model.energyMj(mark.cpu(), threads) / runs;
        double measuredMj = meter == null ? Double.NaN : (meter.joules() - mark.joules()) * 1000 / runs;
        boolean isMeasured = measuredMj > 0;
        return new Used(isMeasured ? measuredMj : modelledMj >= 0 ? modelledMj : 0, isMeasured);
    }
}
