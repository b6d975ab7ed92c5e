package io.gearshift.daemon.shell;

import io.gearshift.core.device.Held;
import io.gearshift.core.estimate.Estimate;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.ModelState;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.reading.SensorId;
import io.gearshift.policies.situation.Situations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The loop's snapshot as the admin interface shows it. Pure but for the time of asking. */
final class Views {

    private final LoopRunner loop;
    private final Clock clock;
    private final Facts facts;
    private final Instant startedAt;

    /** What the loop does not know. */
    interface Facts {
        String version();

        List<?> faults();

        List<?> providers();

        Map<String, Object> profiling();

        /** The latest attempt to exchange the rules; null before the first. */
        @Nullable
        Map<String, Object> reload();

        /** Policy bundles; null when no server of them is followed. */
        @Nullable
        Map<String, Object> bundles();

        /** The policy in the shadow; null when there is none. */
        @Nullable
        Map<String, Object> shadow();

        /** Gears of the model that are loaded. */
        List<String> resident(String model);

        /** Bytes of each local variant's file; 0 for remote ones. */
        long bytes(String model, String variant);

        /** {@code latencyP50Ms} and {@code latencyP95Ms} of recent answers; null before any. */
        double @Nullable [] latencies(String model);
    }

    Views(LoopRunner loop, Clock clock, Facts facts) {
        this.loop = loop;
        this.clock = clock;
        this.facts = facts;
        this.startedAt = clock.instant();
    }

    Map<String, Object> state() {
        LoopState state = loop.state();
        Instant now = clock.instant();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", now);
        json.put("run", state.run());
        json.put("version", facts.version());
        json.put("uptimeS", Duration.between(startedAt, now).toMillis() / 1000.0);
        json.put("device", state.device().view());
        json.put("scene", state.scene());
        json.put("policy", state.policy());
        json.put("reload", facts.reload());
        json.put("shadow", facts.shadow());
        json.put("bundle", facts.bundles());
        json.put("readings", readings(state, now));
        json.put("faults", facts.faults());
        json.put("endpoints", endpoints(state));
        json.put("providers", facts.providers());
        json.put("profiling", facts.profiling());
        json.put("memory", memory(state));
        return json;
    }

    /** What the next decision would be made from, and the rules themselves: enough to make it elsewhere. */
    Map<String, Object> situation() {
        LoopState state = loop.state();
        Map<String, Object> json = new LinkedHashMap<>();
        Policy policy = loop.policy();
        json.put("policy", policy.id());
        json.put("objective", policy.objective());
        json.put("relaxation", policy.relaxationOrder());
        json.put("rules", policy.text());
        json.put("situation", Situations.json(state, clock.instant()));
        return json;
    }

    private static List<Object> readings(LoopState state, Instant now) {
        List<Object> readings = new ArrayList<>();
        for (Map.Entry<SensorId, Held> entry : state.device().values().entrySet()) {
            Held held = entry.getValue();
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("sensor", entry.getKey().toString());
            json.put("label", held.label());
            json.put("value", held.value());
            json.put("unit", lower(entry.getKey().signal().unit().name()));
            json.put(
                    "quality",
                    lower(held.quality(now, state.settings().maxSensorAge()).name()));
            json.put("ageS", Duration.between(held.at(), now).toMillis() / 1000.0);
            readings.add(json);
        }
        return readings;
    }

    private static List<Object> endpoints(LoopState state) {
        List<Object> endpoints = new ArrayList<>();
        state.links().forEach((name, link) -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name);
            json.put("reachable", link.isReachable());
            json.put("rttMs", link.isReachable() ? (Double) link.rttMs() : null);
            endpoints.add(json);
        });
        return endpoints;
    }

    private Map<String, Object> memory(LoopState state) {
        double resident = 0;
        for (ModelState model : state.models().values()) {
            for (String name : facts.resident(model.spec().name())) {
                GearSpec gear = gear(model, name);
                resident += gear == null ? 0 : gear.profile().memoryBytes();
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("residentBytes", resident);
        double budget = state.settings().memoryBudgetBytes(state.device().view());
        json.put("budgetBytes", Double.isInfinite(budget) ? null : (Double) budget);
        return json;
    }

    List<Object> models() {
        LoopState state = loop.state();
        Instant now = clock.instant();
        List<Object> models = new ArrayList<>();
        for (ModelState model : state.models().values()) {
            models.add(model(state, model, now));
        }
        return models;
    }

    private Map<String, Object> model(LoopState state, ModelState model, Instant now) {
        String name = model.spec().name();
        double[] latencies = facts.latencies(name);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("task", model.spec().task());
        json.put("priority", model.spec().priority());
        json.put("latencyObjectiveMs", model.spec().latencyObjectiveMs());
        json.put("minAccuracy", model.spec().minAccuracy());
        json.put("requestsPerS", model.estimates().requestsPerS());
        json.put("latencyP50Ms", latencies == null ? null : (Double) latencies[0]);
        json.put("latencyP95Ms", latencies == null ? null : (Double) latencies[1]);
        json.put("variants", variants(state, model, now));
        json.put("gears", gears(state, model, now));
        json.put("gear", activeGear(model));
        json.put("pin", pin(model));
        return json;
    }

    /** A variant is as far along as its best gear. */
    private List<Object> variants(LoopState state, ModelState model, Instant now) {
        Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
        for (GearSpec gear : model.spec().gears()) {
            String gearState = gearState(state, model, gear, now);
            Map<String, Object> json = byName.computeIfAbsent(gear.variant(), variant -> {
                Map<String, Object> first = new LinkedHashMap<>();
                first.put("name", variant);
                first.put("state", gearState);
                first.put("precision", gear.precision());
                first.put("location", gear.location());
                first.put("accuracy", gear.accuracy());
                first.put("bytes", facts.bytes(model.spec().name(), variant));
                return first;
            });
            if (STATES.indexOf(gearState) < STATES.indexOf(String.valueOf(json.get("state")))) {
                json.put("state", gearState);
            }
        }
        return new ArrayList<>(byName.values());
    }

    private static final List<String> STATES =
            List.of("active", "loading", "loaded", "available", "quarantined", "unreachable");

    private List<Object> gears(LoopState state, ModelState model, Instant now) {
        List<Object> gears = new ArrayList<>();
        for (GearSpec gear : model.spec().gears()) {
            LoopState.Link link = state.links().get(gear.endpoint());
            Estimate estimate = model.estimates().of(gear, now, link == null ? null : link.rttMs());
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("gear", gear.gear());
            json.put("variant", gear.variant());
            json.put("provider", gear.provider());
            json.put("threads", gear.threads());
            json.put("state", gearState(state, model, gear, now));
            json.put("latencyMs", estimate.latencyMs());
            json.put("latencyP95Ms", estimate.latencyP95Ms());
            json.put("energyMj", estimate.energyMj());
            json.put("memoryBytes", estimate.memoryBytes());
            json.put("accuracy", gear.accuracy());
            json.put("isMeasured", gear.profile().isMeasured());
            gears.add(json);
        }
        return gears;
    }

    private String gearState(LoopState state, ModelState model, GearSpec gear, Instant now) {
        if (gear.gear().equals(model.active())) {
            return "active";
        }
        if (model.pending() != null && gear.gear().equals(model.pending().to())) {
            return "loading";
        }
        if (facts.resident(model.spec().name()).contains(gear.gear())) {
            return "loaded";
        }
        ModelState.Quarantine quarantine = model.quarantine().get(gear.gear());
        if (quarantine != null && now.isBefore(quarantine.until())) {
            return "quarantined";
        }
        LoopState.Link link = state.links().get(gear.endpoint());
        boolean isOut = !gear.endpoint().isEmpty() && (link == null || !link.isReachable());
        return isOut ? "unreachable" : "available";
    }

    private static @Nullable Map<String, Object> activeGear(ModelState model) {
        GearSpec gear = model.active() == null ? null : gear(model, model.active());
        if (gear == null) {
            return null;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gear", gear.gear());
        json.put("variant", gear.variant());
        json.put("provider", gear.provider());
        json.put("threads", gear.threads());
        json.put("decision", model.decision());
        json.put("since", model.since());
        return json;
    }

    private static @Nullable Map<String, Object> pin(ModelState model) {
        if (model.pin() == null) {
            return null;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gear", model.pin().gear());
        json.put("until", model.pin().until());
        return json;
    }

    private static @Nullable GearSpec gear(ModelState model, String name) {
        for (GearSpec gear : model.spec().gears()) {
            if (gear.gear().equals(name)) {
                return gear;
            }
        }
        return null;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
