package io.gearshift.metrics.meters;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.ReasonCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the loop decided and how long that took. Owned by the loop's thread. */
public final class DecisionMeters {

    private static final int REASONS = ReasonCode.values().length;

    private final MeterRegistry registry;
    private final Timer duration;
    private final Map<String, @Nullable Counter[]> counters = new HashMap<>();

    public DecisionMeters(MeterRegistry registry) {
        this.registry = registry;
        this.duration = Timer.builder("gearshift.decision.duration")
                .description("Time one turn of the loop took to decide for all models.")
                .serviceLevelObjectives(Buckets.DECISION)
                .register(registry);
    }

    /** Counts every decision, also a Hold that repeats the last one. */
    public void count(Decision decision) {
        @Nullable
        Counter[] ofModel =
                counters.computeIfAbsent(decision.model(), m -> new Counter[Action.values().length * REASONS]);
        int at = decision.action().ordinal() * REASONS + decision.reason().ordinal();
        Counter counter = ofModel[at];
        if (counter == null) {
            counter = create(decision);
            ofModel[at] = counter;
        }
        counter.increment();
    }

    /** @param nanos from the event's arrival to its effects */
    public void time(long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Forgets a model that is no longer registered. */
    public void retire(String model) {
        counters.remove(model);
    }

    private Counter create(Decision decision) {
        return Counter.builder("gearshift.decisions")
                .description("Decisions made, by action and by the reason of the action.")
                .tag(Series.MODEL, decision.model())
                .tag("action", decision.action().name().toLowerCase(Locale.ROOT))
                .tag("reason", decision.reason().name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
