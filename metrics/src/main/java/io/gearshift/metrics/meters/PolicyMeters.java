package io.gearshift.metrics.meters;

import io.gearshift.core.policy.PolicyId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which policy decides, which of its rules fire, and how often it failed. Owned by the loop's thread. */
public final class PolicyMeters {

    private final MeterRegistry registry;
    private final Counter errors;
    private final Map<String, Counter> rules = new HashMap<>();
    private @Nullable PolicyId policy;
    private @Nullable Gauge info;

    public PolicyMeters(MeterRegistry registry) {
        this.registry = registry;
        this.errors = Counter.builder("gearshift.policy.errors")
                .description("Turns in which the policy failed and the last good decision stood.")
                .register(registry);
    }

    /** One turn. A change of policy removes the series of the old one and of its rules. */
    public void turn(PolicyId id, List<String> firedRules, @Nullable String fault) {
        if (!id.equals(policy)) {
            change(id);
        }
        if (fault != null) {
            errors.increment();
        }
        for (int i = 0; i < firedRules.size(); i++) {
            rule(firedRules.get(i)).increment();
        }
    }

    /** Turns in which a policy failed, since the process began. Any thread. */
    public long faults() {
        return (long) errors.count();
    }

    private void change(PolicyId id) {
        if (info != null) {
            registry.remove(info);
        }
        rules.values().forEach(registry::remove);
        rules.clear();
        info = Gauge.builder("gearshift.policy.info", () -> 1)
                .description("The policy in force: its pack and the hash of rules, engine and vocabulary. Always 1.")
                .tag("pack", id.pack())
                .tag("hash", id.hash())
                .register(registry);
        policy = id;
    }

    private Counter rule(String name) {
        Counter counter = rules.get(name);
        if (counter == null) {
            counter = Counter.builder("gearshift.rule.fired")
                    .description("Turns in which a rule of the policy fired.")
                    .tag("rule", name)
                    .register(registry);
            rules.put(name, counter);
        }
        return counter;
    }
}
