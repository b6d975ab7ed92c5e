package io.gearshift.registry.profile;

import io.gearshift.core.estimate.Profile;
import java.util.ArrayList;
import java.util.List;

/** Puts together what was measured of a gear, with notes on what could not be. */
final class GearCosts {

    private GearCosts() {}

    /**
     * @param cold the first load
     * @param warm the second
     * @param runs number of timed ones
     */
    static Measurement of(
            Job job, GearLoad cold, GearLoad warm, double p50Ms, double p95Ms, int runs, Energy.Used energy) {
        List<String> notes = new ArrayList<>();
        // What the first load took and gave back the allocator may hand out again, so the second seems to need less.
        ProcessMemory growth = cold.growth().totalBytes() > warm.growth().totalBytes() ? cold.growth() : warm.growth();
        double memoryBytes = growth.totalBytes();
        if (memoryBytes < job.variant().bytes() / 4.0) {
            memoryBytes = AssumedProfile.of(job.variant(), job.threads()).memoryBytes();
            notes.add("memory assumed from the file's size: its growth was lost among others'");
        }
        if (!energy.isMeasured()) {
            notes.add("energy modelled: CPU time times watts per core");
        }
        double p50 = Math.max(1e-6, p50Ms);
        double p95 = Math.max(p50, p95Ms);
        Profile profile = new Profile(true, warm.ms(), p50, p95, memoryBytes, energy.energyMj(), energy.isMeasured());
        return new Measurement(profile, cold.ms(), growth.anonymousBytes(), runs, String.join("; ", notes));
    }
}
