package io.gearshift.registry.gear;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * CPU time of the calling thread times the watts of one busy core. A gear of n threads splits each operator over n
 * threads of which the calling one is one: its time counts n times, which is an upper bound.
 */
public final class CpuTimeEnergy implements EnergyModel {

    /** A busy core of a laptop or small board, 15 W over four cores; set it for the device at hand. */
    public static final double DEFAULT_WATTS_PER_CORE = 4;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final double wattsPerCore;
    private final boolean canMeasure;

    public CpuTimeEnergy(double wattsPerCore) {
        if (!(wattsPerCore > 0)) {
            throw new IllegalArgumentException("wattsPerCore: " + wattsPerCore + " (expected: > 0)");
        }
        this.wattsPerCore = wattsPerCore;
        this.canMeasure = THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();
    }

    @Override
    public long mark() {
        return canMeasure ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    @Override
    public double energyMj(long since, int threads) {
        return canMeasure
                ? (THREADS.getCurrentThreadCpuTime() - since) / 1e6 * wattsPerCore * Math.max(1, threads)
                : Double.NaN;
    }

    @Override
    public boolean isMeasured() {
        return false;
    }
}
