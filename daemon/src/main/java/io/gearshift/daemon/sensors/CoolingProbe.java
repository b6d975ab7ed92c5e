package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.nio.file.Path;

/** {@code class/thermal/cooling_deviceN}: share of its states in use. */
final class CoolingProbe extends Probe {

    private final String name;
    private final String type;
    private final KernelFile current;
    private final KernelFile most;
    private long max = KernelText.NONE;
    private int slot;

    CoolingProbe(KernelFiles sysfs, Path folder, String name, String type) {
        super(sysfs);
        this.name = name;
        this.type = type;
        current = file(folder.resolve("cur_state"));
        most = file(folder.resolve("max_state"));
    }

    @Override
    void attach(SampleBuffer buffer) {
        slot = buffer.add(SensorId.of(Signal.COOLING, name), type);
    }

    @Override
    void refresh(long nanos) {
        max = most.raw(nanos, KernelUnit.STATE);
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        long state = max > 0 ? current.raw(nanos, KernelUnit.STATE) : KernelText.NONE;
        if (state != KernelText.NONE) {
            buffer.set(slot, Math.max(0, Math.min(1, (double) state / max)));
        }
    }
}
