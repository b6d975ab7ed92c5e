package io.gearshift.metrics.meters;

import io.gearshift.core.observe.ReloadOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Attempts to put other rules in force. Any thread. */
public final class ReloadMeters {

    private final Map<ReloadOutcome, Counter> counters = new EnumMap<>(ReloadOutcome.class);

    public ReloadMeters(MeterRegistry registry) {
        for (ReloadOutcome outcome : ReloadOutcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("gearshift.policy.reloads")
                            .description("Attempts to put other rules in force, by how they ended.")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    public void count(ReloadOutcome outcome) {
        Counter counter = counters.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
