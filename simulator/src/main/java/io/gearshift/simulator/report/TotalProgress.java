package io.gearshift.simulator.report;

import java.util.Arrays;

/** Progress of several traces as one: a trace that has not begun is taken for as long as those that have. */
final class TotalProgress {

    private final ReplayPlan.Progress progress;
    private final int[] done;
    private final int[] steps;

    TotalProgress(ReplayPlan.Progress progress, int traces) {
        this.progress = progress;
        this.done = new int[traces];
        this.steps = new int[traces];
    }

    ReplayPlan.Progress of(int trace) {
        return (now, all, what) -> at(trace, now, all, what);
    }

    private synchronized void at(int trace, int now, int all, String what) {
        done[trace] = now;
        steps[trace] = all;
        int most = Arrays.stream(steps).max().orElse(0);
        int total = Arrays.stream(steps).map(one -> one == 0 ? most : one).sum();
        progress.at(Arrays.stream(done).sum(), total, what);
    }
}
