package io.gearshift.core.device;

import io.gearshift.core.policy.Pressure;
import io.gearshift.core.reading.Signal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Contention for processor, memory and storage.
 *
 * <p>Pressure stall information says whether anything waits, which a busy share does not: a processor at 100 % with one
 * runnable task is not contended. Where the kernel has no PSI the busy share stands in. Rise and fall bounds are 10 to 15
 * points apart, about the swing of {@code avg10} under a steady periodic load.
 */
record Load(
        @Nullable Double loadRatio,
        @Nullable Double cpuPressure,
        Band cpu,
        @Nullable Double memoryAvailable,
        @Nullable Double memoryRatio,
        @Nullable Double memoryPressure,
        Band memory,
        Band io,
        @Nullable Double frequencyRatio,
        double cores) {

    static final Band.Bound CPU_BUSY = new Band.Bound(0.30, 0.18);
    static final Band.Bound CPU_SATURATED = new Band.Bound(0.65, 0.50);
    static final Band.Bound LOAD_BUSY = new Band.Bound(0.85, 0.70);
    static final Band.Bound LOAD_SATURATED = new Band.Bound(0.97, 0.90);
    static final Band.Bound MEMORY_BUSY = new Band.Bound(0.85, 0.80);
    static final Band.Bound MEMORY_SATURATED = new Band.Bound(0.93, 0.90);
    static final Band.Bound STALL_BUSY = new Band.Bound(0.10, 0.05);
    static final Band.Bound STALL_SATURATED = new Band.Bound(0.30, 0.20);
    static final Band.Bound IO_BUSY = new Band.Bound(0.30, 0.20);
    static final Band.Bound IO_SATURATED = new Band.Bound(0.70, 0.50);

    static Load of(Fresh fresh, DeviceState.Bands before, Instant now) {
        Double load = fresh.get(Signal.CPU_LOAD, "total");
        Double cpuPsi = fresh.get(Signal.PRESSURE_CPU, "");
        Double memoryPsi = fresh.get(Signal.PRESSURE_MEMORY, "");
        Double available = available(fresh);
        Double total = total(fresh);
        Double ratio = available == null || total == null || total <= 0 ? null : (Double) (available / total);
        Double cores = fresh.get(Signal.CPU_CORES, "");
        return new Load(
                load,
                cpuPsi,
                cpuBand(cpuPsi, load, before.cpu(), now),
                available,
                ratio,
                memoryPsi,
                memoryBand(ratio, memoryPsi, before.memory(), now),
                band(fresh.get(Signal.PRESSURE_IO, ""), before.io(), now, IO_BUSY, IO_SATURATED),
                frequency(fresh),
                cores == null ? 1 : cores);
    }

    static Band cpuBand(@Nullable Double psi, @Nullable Double load, Band before, Instant now) {
        return psi != null
                ? band(psi, before, now, CPU_BUSY, CPU_SATURATED)
                : band(load, before, now, LOAD_BUSY, LOAD_SATURATED);
    }

    /** The worse of what is left and how much waits for it. */
    static Band memoryBand(@Nullable Double ratio, @Nullable Double psi, Band before, Instant now) {
        Band byAmount = band(ratio == null ? null : (Double) (1 - ratio), before, now, MEMORY_BUSY, MEMORY_SATURATED);
        Band byStall = band(psi, before, now, STALL_BUSY, STALL_SATURATED);
        return byStall.level() > byAmount.level() ? byStall : byAmount;
    }

    private static Band band(@Nullable Double badness, Band before, Instant now, Band.Bound... bounds) {
        return badness == null ? Band.UNKNOWN : before.next(badness, now, 1, bounds);
    }

    private static @Nullable Double available(Fresh fresh) {
        Double system = fresh.get(Signal.MEMORY_AVAILABLE, "");
        Double limit = fresh.get(Signal.CGROUP_MEMORY_LIMIT, "");
        Double used = fresh.get(Signal.CGROUP_MEMORY_USED, "");
        return limit == null || used == null ? system : least(system, Math.max(0, limit - used));
    }

    private static @Nullable Double total(Fresh fresh) {
        Double system = fresh.get(Signal.MEMORY_TOTAL, "");
        Double limit = fresh.get(Signal.CGROUP_MEMORY_LIMIT, "");
        return limit == null ? system : least(system, limit);
    }

    private static Double least(@Nullable Double a, double b) {
        return a == null ? b : Math.min(a, b);
    }

    /** Mean over the cores that tell both. */
    private static @Nullable Double frequency(Fresh fresh) {
        double[] sums = new double[2];
        fresh.each(Signal.CPU_FREQUENCY_LIMIT, (core, held) -> {
            Double max = fresh.get(Signal.CPU_FREQUENCY_MAX, core);
            if (max != null && max > 0) {
                sums[0] += Math.min(1, held.value() / max);
                sums[1]++;
            }
        });
        return sums[1] == 0 ? null : (Double) (sums[0] / sums[1]);
    }

    static Pressure pressure(Band band) {
        return Pressure.values()[band.level() + 1];
    }
}
