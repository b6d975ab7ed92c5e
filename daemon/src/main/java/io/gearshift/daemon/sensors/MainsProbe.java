package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.nio.file.Path;

/** Mains, USB or wireless power: {@code online} is 0, 1 (fixed) or 2 (programmable). */
final class MainsProbe extends Probe {

    private final String name;
    private final String type;
    private final KernelFile online;
    private int slot;

    MainsProbe(KernelFiles sysfs, Path folder, String name, String type) {
        super(sysfs);
        this.name = name;
        this.type = type;
        online = file(folder.resolve("online"));
    }

    @Override
    void attach(SampleBuffer buffer) {
        slot = buffer.add(SensorId.of(Signal.MAINS_ONLINE, name), type);
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        long value = online.raw(nanos, KernelUnit.SWITCH);
        if (value != KernelText.NONE) {
            buffer.set(slot, value > 0 ? 1 : 0);
        }
    }
}
