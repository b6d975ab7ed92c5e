package io.gearshift.core.loop;

import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.swap.SwapPlan;

/** What the shell must do. The result of a swap comes back as {@link LoopEvent.SwapFinished}. */
public sealed interface Effect {

    record StartSwap(SwapPlan plan) implements Effect {}

    /** Hand the turn to metrics, decision log, events and trace. */
    record Publish(CycleRecord cycle) implements Effect {}
}
