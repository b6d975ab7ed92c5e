package io.gearshift.metrics.recent;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of the last 20 to 30 s, within 1 %: three histograms of 10 s each (20 kB apiece), the oldest reused. Recording
 * takes no lock; an answer that races with the turn of a slot may be counted in either neighbour or lost from this view.
 */
public final class RollingLatency {

    private static final int SLOTS = 3;
    private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long HIGHEST_MICROS = TimeUnit.SECONDS.toMicros(60);

    private final LongSupplier nanoTime;
    private final long start;
    private final Slot[] slots = new Slot[SLOTS];

    public RollingLatency(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
    }

    public void record(double latencyMs) {
        long micros = Math.min(HIGHEST_MICROS, Math.max(0, Math.round(latencyMs * 1000)));
        long epoch = (nanoTime.getAsLong() - start) / SLOT_NANOS;
        slots[(int) (epoch % SLOTS)].at(epoch).recordValue(micros);
    }

    public ModelStats stats() {
        long elapsed = nanoTime.getAsLong() - start;
        long epoch = elapsed / SLOT_NANOS;
        Histogram sum = new Histogram(HIGHEST_MICROS, 2);
        for (Slot slot : slots) {
            slot.addTo(sum, epoch - SLOTS + 1);
        }
        if (sum.getTotalCount() == 0) {
            return ModelStats.NONE;
        }
        long covered = Math.min(elapsed, (SLOTS - 1) * SLOT_NANOS + elapsed % SLOT_NANOS);
        return new ModelStats(sum.getTotalCount() / Math.max(1, covered / 1e9), millis(sum, 50), millis(sum, 95));
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1000.0;
    }

    /** One stretch of 10 s. */
    private static final class Slot {
        private volatile long epoch = -1;
        private volatile @Nullable AtomicHistogram counts;

        AtomicHistogram at(long now) {
            AtomicHistogram present = counts;
            return present != null && epoch == now ? present : turn(now);
        }

        private synchronized AtomicHistogram turn(long now) {
            AtomicHistogram present = counts;
            if (present == null) {
                present = new AtomicHistogram(HIGHEST_MICROS, 2);
                counts = present;
            } else if (epoch < now) {
                present.reset();
            }
            epoch = Math.max(epoch, now);
            return present;
        }

        void addTo(Histogram sum, long oldest) {
            AtomicHistogram present = counts;
            if (present != null && epoch >= oldest) {
                sum.add(present);
            }
        }
    }
}
