package io.gearshift.metrics.meters;

import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How long swaps and their phases took, and how they ended. Thread-safe. */
public final class SwapMeters {

    private final MeterRegistry registry;
    private final Map<SwapPhase, Timer> phases = new EnumMap<>(SwapPhase.class);

    public SwapMeters(MeterRegistry registry) {
        this.registry = registry;
        for (SwapPhase phase : SwapPhase.values()) {
            phases.put(phase, phase(phase));
        }
    }

    /** @param took from the decision to the cut-over, or to the failure */
    public void record(SwapResult result, Duration took) {
        Timer.builder("gearshift.swap.duration")
                .description("Time from the decision to the cut-over, or to the failure that kept the old gear.")
                .tag(Series.MODEL, result.plan().model())
                .tag("outcome", result.isSuccess() ? "success" : "failure")
                .serviceLevelObjectives(Buckets.SWAP)
                .register(registry)
                .record(took);
        result.phaseMs()
                .forEach((phase, ms) ->
                        Objects.requireNonNull(phases.get(phase)).record((long) (ms * 1e6), TimeUnit.NANOSECONDS));
    }

    private Timer phase(SwapPhase phase) {
        return Timer.builder("gearshift.swap.phase")
                .description("Time spent in each phase of a swap.")
                .tag("phase", phase.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(Buckets.SWAP)
                .register(registry);
    }
}
