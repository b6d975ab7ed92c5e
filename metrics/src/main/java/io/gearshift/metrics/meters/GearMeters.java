package io.gearshift.metrics.meters;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.Observation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Which gear is in force, and how far its estimate was off. Owned by the loop's thread. */
public final class GearMeters {

    private final MeterRegistry registry;
    private final Map<String, Active> active = new HashMap<>();
    private final Map<String, Decision.Considered> expected = new HashMap<>();
    private final Map<String, Map<String, Holder>> errors = new HashMap<>();

    public GearMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The series of the gear in force is 1; the one of the gear before it disappears. */
    public void activate(String model, String name) {
        Active before = active.get(model);
        Gear gear = before != null && before.name.equals(name) ? before.gear : Gear.parse(name);
        if (before != null && before.gear.equals(gear)) {
            return;
        }
        retireActive(model);
        Gauge gauge = Gauge.builder("gearshift.active.gear", () -> 1)
                .description("1 for the gear in force of a model; other gears have no series.")
                .tags(gear.tags(model))
                .register(registry);
        active.put(model, new Active(name, gear, gauge));
    }

    /** Keeps the latency that the turn expected of the gear it decided for. */
    public void expect(Decision decision) {
        for (Decision.Considered considered : decision.considered()) {
            if (considered.gear().equals(decision.gear())) {
                expected.put(decision.model(), considered);
                return;
            }
        }
    }

    /** Sets what a gear's traffic cost against what was expected of it, when it is the gear that was decided for. */
    public void observe(Observation seen) {
        Decision.Considered estimate = expected.get(seen.model());
        if (estimate != null
                && seen.requests() > 0
                && estimate.latencyMs() > 0
                && estimate.gear().equals(seen.gear())) {
            double ratio = (seen.meanLatencyMs() - estimate.latencyMs()) / estimate.latencyMs();
            error(seen.model(), Gear.parse(seen.gear()).variant()).value = ratio;
        }
    }

    /** Forgets a model that is no longer registered. */
    public void retire(String model) {
        retireActive(model);
        errors.remove(model);
        expected.remove(model);
    }

    /** Forgets a variant that is no longer registered. */
    public void retireVariant(String model, String variant) {
        Active now = active.get(model);
        if (now != null && Objects.equals(now.gear.variant(), variant)) {
            retireActive(model);
        }
        errors.getOrDefault(model, new HashMap<>()).remove(variant);
    }

    private Holder error(String model, String variant) {
        return errors.computeIfAbsent(model, m -> new HashMap<>()).computeIfAbsent(variant, v -> createError(model, v));
    }

    private Holder createError(String model, String variant) {
        Holder holder = new Holder();
        Gauge.builder("gearshift.estimate.error.ratio", holder, h -> h.value)
                .description("Latency observed last against the estimate: (observed - expected) / expected.")
                .tag(Series.MODEL, model)
                .tag(Series.VARIANT, variant)
                .strongReference(true)
                .register(registry);
        return holder;
    }

    private void retireActive(String model) {
        Active before = active.remove(model);
        if (before != null) {
            registry.remove(before.gauge);
        }
    }

    private record Active(String name, Gear gear, Gauge gauge) {}

    private static final class Holder {
        private volatile double value;
    }
}
