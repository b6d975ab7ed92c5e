package io.gearshift.metrics.meters;

import io.gearshift.core.policy.PolicyId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the policy in the shadow agrees with the one in force. One thread at a time. */
public final class ShadowMeters {

    private final MeterRegistry registry;
    private final Counter skipped;
    private final Counter errors;
    private final Map<String, Counter> agreeing = new HashMap<>();
    private final Map<String, Counter> differing = new HashMap<>();
    private @Nullable Gauge info;

    public ShadowMeters(MeterRegistry registry) {
        this.registry = registry;
        this.skipped = Counter.builder("gearshift.shadow.cycles.skipped")
                .description("Turns that the shadow policy did not see because it was still busy with an earlier one.")
                .register(registry);
        this.errors = Counter.builder("gearshift.shadow.errors")
                .description("Turns in which the shadow policy failed.")
                .register(registry);
    }

    /** @param policy null when none runs any more */
    public synchronized void run(@Nullable PolicyId policy) {
        if (info != null) {
            registry.remove(info);
            info = null;
        }
        if (policy != null) {
            info = Gauge.builder("gearshift.shadow.info", () -> 1)
                    .description("The policy that runs in the shadow of the one in force. Always 1.")
                    .tag("pack", policy.pack())
                    .tag("hash", policy.hash())
                    .register(registry);
        }
    }

    public synchronized void count(String model, boolean agrees) {
        (agrees ? agreeing : differing)
                .computeIfAbsent(
                        model,
                        name -> Counter.builder("gearshift.shadow.decisions")
                                .description("Decisions of the shadow policy, by whether its gear is the decided one.")
                                .tag(Series.MODEL, name)
                                .tag("agrees", Boolean.toString(agrees))
                                .register(registry))
                .increment();
    }

    public void skip() {
        skipped.increment();
    }

    public void fail() {
        errors.increment();
    }

    /** Forgets a model that is no longer registered. */
    public synchronized void retire(String model) {
        agreeing.remove(model);
        differing.remove(model);
    }
}
