package io.gearshift.simulator.diff;

import io.gearshift.core.policy.PolicyId;
import java.util.List;

/**
 * Two policies on one or more recordings, and all of these together.
 *
 * @param nameA as it was asked for
 * @param nameB as it was asked for
 */
public record DiffReport(String nameA, String nameB, PolicyId a, PolicyId b, List<TraceDiff> traces) {

    public DiffReport {
        traces = List.copyOf(traces);
    }

    public Costs totalA() {
        return traces.stream().map(TraceDiff::a).reduce(Costs.NONE, Costs::plus);
    }

    public Costs totalB() {
        return traces.stream().map(TraceDiff::b).reduce(Costs.NONE, Costs::plus);
    }

    /** Share of the time, over all models, in which the gears differ, 0..1. */
    public double changedRatio() {
        double all = traces.stream().mapToDouble(TraceDiff::modelS).sum();
        return all == 0 ? 0 : traces.stream().mapToDouble(TraceDiff::changedS).sum() / all;
    }
}
