package io.gearshift.registry.gear;

import io.gearshift.core.swap.SwapPhase;
import org.jspecify.annotations.Nullable;

/** A gear that could not be made: in which phase and why. */
final class SwapFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final SwapPhase phase;
    private final String problem;

    SwapFailure(SwapPhase phase, String problem) {
        this(phase, problem, null);
    }

    SwapFailure(SwapPhase phase, String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.phase = phase;
        this.problem = problem;
    }

    SwapPhase phase() {
        return phase;
    }

    String problem() {
        return problem;
    }
}
