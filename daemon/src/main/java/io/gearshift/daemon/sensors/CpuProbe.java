package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.CpuLoad;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;

/** {@code /proc/stat}: busy share of each core and of all. The first sample has nothing to compare with. */
final class CpuProbe extends Probe {

    private final KernelFile stat;
    private final CpuLoad load;
    private int firstSlot;

    CpuProbe(KernelFiles proc, int cores) {
        super(proc);
        stat = file(proc.path("stat"));
        load = new CpuLoad(cores);
    }

    @Override
    void attach(SampleBuffer buffer) {
        firstSlot = buffer.add(SensorId.of(Signal.CPU_LOAD, "total"), "");
        for (int core = 0; core < load.cores(); core++) {
            buffer.add(SensorId.of(Signal.CPU_LOAD, Integer.toString(core)), "");
        }
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        int length = stat.read(nanos);
        if (length == 0) {
            return;
        }
        if (!load.next(stat.text(), length)) {
            stat.refuse(length, "lines \"cpu user nice system idle ...\" as in proc(5)");
            return;
        }
        stat.accept();
        for (int i = 0; i <= load.cores(); i++) {
            buffer.set(firstSlot + i, load.ratio(i));
        }
    }
}
