package io.gearshift.simulator.report;

import io.gearshift.simulator.baseline.Judgement;
import io.gearshift.simulator.closedloop.ClosedLoop;
import org.jspecify.annotations.Nullable;

/** Follows the runs of one trace: tells the progress and takes the time. */
final class ReplayRuns implements Judgement.Watch {

    /** The run with the recorded gears. */
    static final String CHECK = "device model";

    private final ReplayPlan.Progress progress;
    private final @Nullable Courses courses;
    private int steps;
    private int done;
    private String current = "";
    private long sinceNs;
    private long runsNs;

    ReplayRuns(ReplayPlan.Progress progress, @Nullable Courses courses) {
        this.progress = progress;
        this.courses = courses;
    }

    @Override
    public ClosedLoop.Listener listener(String run) {
        return courses == null ? moment -> {} : courses.listener(run);
    }

    /** @param runs to come; two steps more are the oracle's plan and the check of the device model */
    void expect(int runs) {
        steps = runs + 2;
    }

    @Override
    public void begins(String what) {
        long now = System.nanoTime();
        finish(now);
        current = what;
        sinceNs = now;
        progress.at(done, steps, what);
    }

    void end() {
        finish(System.nanoTime());
        progress.at(steps, steps, "");
    }

    private void finish(long now) {
        if (!current.isEmpty()) {
            done++;
            runsNs += current.equals(Judgement.PLANNING) || current.equals(CHECK) ? 0 : now - sinceNs;
        }
    }

    /** Of all runs; the search for the oracle's plan and the check of the device model are left out. */
    double secondsOfRuns() {
        return runsNs / 1e9;
    }
}
