package io.gearshift.daemon.shell;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.core.swap.Swapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stage 5: has the swaps done that the loop asks for and brings their results back to it. */
final class Swaps {

    private static final Logger LOG = LoggerFactory.getLogger(Swaps.class);

    private final Swapper swapper;
    private @Nullable LoopRunner loop;

    Swaps(Swapper swapper) {
        this.swapper = swapper;
    }

    /** Before the first swap. */
    void reportTo(LoopRunner loop) {
        this.loop = loop;
    }

    void start(SwapPlan plan) {
        LoopRunner runner = loop;
        if (runner == null) {
            throw new IllegalStateException("swap before the loop");
        }
        swapper.swap(plan).whenComplete((result, failure) -> {
            SwapResult ended = result != null ? result : failed(plan, failure);
            runner.submit(at -> new LoopEvent.SwapFinished(at, ended));
        });
    }

    /** A bug, but the loop must not wait for ever. */
    private static SwapResult failed(SwapPlan plan, @Nullable Throwable failure) {
        LOG.error("swap of {} to {}: {}", plan.model(), plan.to(), String.valueOf(failure), failure);
        return new SwapResult(plan, false, Map.of(), SwapPhase.LOAD, String.valueOf(failure));
    }
}
