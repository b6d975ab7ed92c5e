package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.core.reading.WrappingCounter;
import java.nio.file.Path;

/** A RAPL domain: its energy counter made to grow past {@code max_energy_range_uj}. Readable by root only since Linux 5.10. */
final class PowercapProbe extends Probe {

    private final String domain;
    private final String label;
    private final KernelFile energy;
    private final KernelFile most;
    private final WrappingCounter counter = new WrappingCounter();
    private long range = KernelText.NONE;
    private int slot;

    PowercapProbe(KernelFiles sysfs, Path folder, String domain, String label) {
        super(sysfs);
        this.domain = domain;
        this.label = label;
        energy = file(folder.resolve("energy_uj"));
        most = file(folder.resolve("max_energy_range_uj"));
    }

    @Override
    void attach(SampleBuffer buffer) {
        slot = buffer.add(SensorId.of(Signal.ENERGY, domain), label);
    }

    @Override
    void refresh(long nanos) {
        range = most.raw(nanos, KernelUnit.MICRO_JOULE);
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        long raw = energy.raw(nanos, KernelUnit.MICRO_JOULE);
        if (raw != KernelText.NONE) {
            buffer.set(slot, counter.next(raw, range) * 1e-6);
        }
    }
}
