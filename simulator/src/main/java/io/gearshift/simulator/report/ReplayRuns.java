package io.gearshift.simulator.report;

import io.gearshift.simulator.baseline.Judgement;
import io.gearshift.simulator.closedloop.ClosedLoop;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows the runs of one trace, which may go on at the same time: tells the progress and takes the time. */
final class ReplayRuns implements Judgement.Watch {

    /** The run with the recorded gears. */
    static final String CHECK = "device model";

    private final ReplayPlan.Progress progress;
    private final @Nullable Courses courses;
    private final Map<String, Long> begunNs = new HashMap<>();
    private int steps;
    private int done;
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
    public synchronized void begins(String what) {
        begunNs.put(what, System.nanoTime());
        progress.at(done, steps, what);
    }

    @Override
    public synchronized void ended(String what) {
        Long since = begunNs.remove(what);
        if (since != null && !what.equals(Judgement.PLANNING) && !what.equals(CHECK)) {
            runsNs += System.nanoTime() - since;
        }
        done++;
    }

    void end() {
        progress.at(steps, steps, "");
    }

    /** Of all runs together; the search for the oracle's plan and the check of the device model are left out. */
    synchronized double secondsOfRuns() {
        return runsNs / 1e9;
    }
}
