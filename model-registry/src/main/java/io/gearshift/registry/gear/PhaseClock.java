package io.gearshift.registry.gear;

import io.gearshift.core.swap.SwapPhase;
import java.util.EnumMap;
import java.util.Map;

/** Times the phases of one swap. */
final class PhaseClock {

    private final Map<SwapPhase, Double> phaseMs = new EnumMap<>(SwapPhase.class);
    private SwapPhase phase = SwapPhase.LOAD;
    private long since = System.nanoTime();

    /** The phase under way ends, the next begins; a phase entered twice adds up. */
    void enter(SwapPhase next) {
        end();
        phase = next;
    }

    void end() {
        long now = System.nanoTime();
        phaseMs.merge(phase, (now - since) / 1e6, Double::sum);
        since = now;
    }

    /** Begins again with nothing measured: the first phase is {@code first}. */
    void restart(SwapPhase first) {
        phaseMs.clear();
        phase = first;
        since = System.nanoTime();
    }

    SwapPhase phase() {
        return phase;
    }

    Map<SwapPhase, Double> phaseMs() {
        return phaseMs;
    }
}
