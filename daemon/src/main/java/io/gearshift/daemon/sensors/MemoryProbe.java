package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.MemoryText;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;

/** {@code /proc/meminfo}. */
final class MemoryProbe extends Probe {

    private final KernelFile meminfo;
    private int totalSlot;
    private int availableSlot;

    MemoryProbe(KernelFiles proc) {
        super(proc);
        meminfo = file(proc.path("meminfo"));
    }

    @Override
    void attach(SampleBuffer buffer) {
        totalSlot = buffer.add(SensorId.of(Signal.MEMORY_TOTAL), "");
        availableSlot = buffer.add(SensorId.of(Signal.MEMORY_AVAILABLE), "");
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        int length = meminfo.read(nanos);
        if (length == 0) {
            return;
        }
        long total = MemoryText.bytes(meminfo.text(), length, MemoryText.TOTAL);
        long available = MemoryText.bytes(meminfo.text(), length, MemoryText.AVAILABLE);
        if (total == KernelText.NONE && available == KernelText.NONE) {
            meminfo.refuse(length, "lines \"MemTotal: n kB\" and \"MemAvailable: n kB\"");
            return;
        }
        meminfo.accept();
        buffer.set(totalSlot, total == KernelText.NONE ? Double.NaN : total);
        buffer.set(availableSlot, available == KernelText.NONE ? Double.NaN : available);
    }
}
