package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code cpuN/thermal_throttle}: sum of the cores' own counts, and the highest of the package counts (each core repeats that of
 * its package). What matters is whether they grow.
 */
final class ThrottleProbe extends Probe {

    private final List<KernelFile> cores = new ArrayList<>();
    private final List<KernelFile> packages = new ArrayList<>();
    private final Cadence cadence;
    private int coreSlot;
    private int packageSlot;

    ThrottleProbe(KernelFiles sysfs, List<Path> folders, long slowNanos) {
        super(sysfs);
        cadence = new Cadence(slowNanos);
        for (Path folder : folders) {
            cores.add(file(folder.resolve("core_throttle_count")));
            packages.add(file(folder.resolve("package_throttle_count")));
        }
    }

    @Override
    void attach(SampleBuffer buffer) {
        coreSlot = buffer.add(SensorId.of(Signal.THROTTLE_COUNT, "core"), "");
        packageSlot = buffer.add(SensorId.of(Signal.THROTTLE_COUNT, "package"), "");
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        if (!cadence.isDue(nanos)) {
            return;
        }
        double sum = Double.NaN;
        double highest = Double.NaN;
        for (int i = 0; i < cores.size(); i++) {
            long core = cores.get(i).raw(nanos, KernelUnit.COUNTER);
            if (core != KernelText.NONE) {
                sum = (Double.isNaN(sum) ? 0 : sum) + core;
            }
            long shared = packages.get(i).raw(nanos, KernelUnit.COUNTER);
            if (shared != KernelText.NONE) {
                highest = Double.isNaN(highest) ? shared : Math.max(highest, shared);
            }
        }
        buffer.set(coreSlot, sum);
        buffer.set(packageSlot, highest);
    }
}
