package io.gearshift.core.loop;

import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.observe.CycleRecord.EstimateCheck;
import io.gearshift.core.swap.SwapPlan;
import java.time.Instant;
import java.util.List;

/** What the shell must do. The result of a swap comes back as {@link LoopEvent.SwapFinished}. */
public sealed interface Effect {

    record StartSwap(SwapPlan plan) implements Effect {}

    /** Serving reported: how good the estimates were. */
    record Checked(Instant at, List<EstimateCheck> checks) implements Effect {
        public Checked {
            checks = List.copyOf(checks);
        }
    }

    /** Hand the turn to metrics, decision log, events and trace. */
    record Publish(CycleRecord cycle) implements Effect {}
}
