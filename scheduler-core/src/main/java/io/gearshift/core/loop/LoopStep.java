package io.gearshift.core.loop;

import java.util.List;

/** The next state and what the shell must do, in order. */
public record LoopStep(LoopState state, List<Effect> effects) {
    public LoopStep {
        effects = List.copyOf(effects);
    }
}
