package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import java.nio.file.Path;

/** One file, one unit, one sensor. */
final class GaugeProbe extends Probe {

    private final KernelFile file;
    private final KernelUnit unit;
    private final SensorId sensor;
    private final String label;
    private int slot;

    GaugeProbe(KernelFiles sysfs, Path path, KernelUnit unit, SensorId sensor, String label) {
        super(sysfs);
        this.file = file(path);
        this.unit = unit;
        this.sensor = sensor;
        this.label = label;
    }

    @Override
    void attach(SampleBuffer buffer) {
        slot = buffer.add(sensor, label);
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        buffer.set(slot, file.value(nanos, unit));
    }
}
