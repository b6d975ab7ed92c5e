package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.nio.file.Path;
import java.util.List;

/** One frequency policy: read once, reported for each core that shares it. */
final class FrequencyProbe extends Probe {

    private final List<String> cores;
    private final KernelFile current;
    private final KernelFile allowed;
    private final KernelFile hardware;
    private final Cadence cadence;
    private double max = Double.NaN;
    private int firstSlot;

    FrequencyProbe(KernelFiles sysfs, Path folder, List<String> cores, long slowNanos) {
        super(sysfs);
        this.cores = List.copyOf(cores);
        current = file(folder.resolve("scaling_cur_freq"));
        allowed = file(folder.resolve("scaling_max_freq"));
        hardware = file(folder.resolve("cpuinfo_max_freq"));
        cadence = new Cadence(slowNanos);
    }

    @Override
    void attach(SampleBuffer buffer) {
        firstSlot = buffer.size();
        for (String core : cores) {
            buffer.add(SensorId.of(Signal.CPU_FREQUENCY, core), "");
            buffer.add(SensorId.of(Signal.CPU_FREQUENCY_LIMIT, core), "");
            buffer.add(SensorId.of(Signal.CPU_FREQUENCY_MAX, core), "");
        }
    }

    @Override
    void refresh(long nanos) {
        max = hardware.value(nanos, KernelUnit.KILO_HERTZ);
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        if (!cadence.isDue(nanos)) {
            return;
        }
        double now = current.value(nanos, KernelUnit.KILO_HERTZ);
        double limit = allowed.value(nanos, KernelUnit.KILO_HERTZ);
        for (int i = 0; i < cores.size(); i++) {
            buffer.set(firstSlot + 3 * i, now);
            buffer.set(firstSlot + 3 * i + 1, limit);
            buffer.set(firstSlot + 3 * i + 2, max);
        }
    }
}
