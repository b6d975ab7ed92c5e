package io.gearshift.simulator.closedloop;

import io.gearshift.core.swap.SwapPlan;
import io.gearshift.simulator.plant.DeviceModel;

/** Adds up the figures of one run. */
final class FiguresMeter {

    private final DeviceModel device;
    private final boolean isOpenLoop;
    private double seconds;
    private long requests;
    private double energyJ;
    private double deviceJ;
    private double accuracySum;
    private long misses;
    private long refused;
    private int swaps;
    private double throttledSeconds;
    private double peakC = Double.NEGATIVE_INFINITY;

    FiguresMeter(Setting setting) {
        this.device = setting.device();
        this.isOpenLoop = setting.isOpenLoop();
    }

    void began(SwapPlan plan) {
        swaps += plan.to().equals(plan.from()) ? 0 : 1;
    }

    void passed(Interval interval, RunStatus before, RunStatus after, IntervalCosts costs) {
        seconds += interval.seconds();
        for (Interval.Demanded demanded : interval.demands()) {
            requests += demanded.arrivalS().length;
        }
        energyJ += costs.gearsJ();
        deviceJ += costs.deviceW() * interval.seconds();
        accuracySum += costs.accuracySum();
        misses += costs.misses();
        refused += costs.refused();
        throttledSeconds += before.device().throttleLevel() > 0 ? interval.seconds() : 0;
        peakC = Math.max(peakC, device.governedC(after.device()));
    }

    Figures figures(String policy, RunStatus end) {
        return new Figures(
                policy,
                seconds,
                requests,
                energyJ,
                ofDevice(deviceJ),
                requests == 0 ? 0 : accuracySum / requests,
                requests == 0 ? 0 : (double) misses / requests,
                refused,
                swaps,
                ofDevice(throttledSeconds),
                ofDevice(peakC),
                ofDevice(end.device().chargeRatio()));
    }

    private double ofDevice(double figure) {
        return isOpenLoop ? Double.NaN : figure;
    }
}
