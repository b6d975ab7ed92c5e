package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelText;
import io.gearshift.core.reading.PressureText;
import io.gearshift.core.reading.SampleBuffer;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import org.jspecify.annotations.Nullable;

/**
 * One file of {@code /proc/pressure}: the kernel's 10 s average, and the stalled share since the sample before from the
 * {@code total} counter, which catches stalls too short for the average (docs/decisions/0020-psi-without-triggers.md).
 */
final class PressureProbe extends Probe {

    /** Over a shorter time one time slice would look like a stall. */
    private static final long LEAST_NANOS = 50_000_000L;

    private final KernelFile file;
    private final Signal some;
    private final @Nullable Signal full;
    private int someSlot;
    private int nowSlot;
    private int fullSlot;
    private long lastTotal = KernelText.NONE;
    private long lastNanos;

    PressureProbe(KernelFiles proc, String resource, Signal some, @Nullable Signal full) {
        super(proc);
        this.file = file(proc.path("pressure/" + resource));
        this.some = some;
        this.full = full;
    }

    @Override
    void attach(SampleBuffer buffer) {
        someSlot = buffer.add(SensorId.of(some), "");
        nowSlot = buffer.add(SensorId.of(some, "now"), "");
        if (full != null) {
            fullSlot = buffer.add(SensorId.of(full), "");
        }
    }

    @Override
    void sample(SampleBuffer buffer, long nanos) {
        int length = file.read(nanos);
        if (length == 0) {
            return;
        }
        double average = PressureText.average10(file.text(), length, PressureText.SOME);
        if (Double.isNaN(average)) {
            file.refuse(length, "\"some avg10=0..100 avg60= avg300= total=\"");
            return;
        }
        file.accept();
        buffer.set(someSlot, average);
        buffer.set(nowSlot, sinceLast(PressureText.totalMicros(file.text(), length, PressureText.SOME), nanos));
        if (full != null) {
            buffer.set(fullSlot, PressureText.average10(file.text(), length, PressureText.FULL));
        }
    }

    private double sinceLast(long total, long nanos) {
        long elapsed = nanos - lastNanos;
        if (lastTotal != KernelText.NONE && elapsed >= 0 && elapsed < LEAST_NANOS) {
            return Double.NaN;
        }
        boolean isKnown = lastTotal != KernelText.NONE && total >= lastTotal && elapsed > 0;
        double ratio = isKnown ? Math.min(1, (total - lastTotal) * 1000.0 / elapsed) : Double.NaN;
        lastTotal = total;
        lastNanos = nanos;
        return ratio;
    }
}
