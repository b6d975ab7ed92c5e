package io.gearshift.fleet;

import io.gearshift.simulator.fleet.FleetPlan;
import io.gearshift.simulator.fleet.FleetWorker;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Workers of this process that wait for the next block of a fleet: each has its traces read and its packs loaded, which takes longer
 * than a device. One that failed is not given back. A fleet is told by its plan itself: Spark numbers its broadcasts anew in each
 * context.
 */
final class Workers {

    private static final Deque<FleetWorker> IDLE = new ArrayDeque<>();
    private static @Nullable FleetPlan current;

    private Workers() {}

    @SuppressWarnings("ReferenceEquality") // another copy of the plan only costs new workers
    static synchronized FleetWorker take(FleetPlan plan) {
        if (current != plan) {
            IDLE.forEach(FleetWorker::close);
            IDLE.clear();
            current = plan;
        }
        FleetWorker idle = IDLE.poll();
        return idle == null ? new FleetWorker(plan) : idle;
    }

    @SuppressWarnings("ReferenceEquality")
    static synchronized void giveBack(FleetPlan plan, FleetWorker worker) {
        if (current == plan) {
            IDLE.push(worker);
        } else {
            worker.close();
        }
    }
}
