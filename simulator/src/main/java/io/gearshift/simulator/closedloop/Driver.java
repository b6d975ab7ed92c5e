package io.gearshift.simulator.closedloop;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.swap.SwapPlan;
import java.util.List;

/** Whatever decides about gears. It is told what the daemon's loop is told, and nothing else. Used by one thread. */
public interface Driver {

    /** For people and reports. */
    String name();

    /** @return swaps that are to begin now */
    List<SwapPlan> handle(LoopEvent event);
}
