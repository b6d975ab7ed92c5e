package io.gearshift.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.daemon.demo.client.OipClient.Answer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What each gear costs when it works alone, and which gear each decision put in force. Costs are taken once, before the
 * traffic, so that contention on this machine does not count as energy. Thread-safe.
 */
final class Gearbook {

    static final String FULL = "full";
    private static final String REMOTE = "remote";

    /** Above the default pack's 1.25, so that the noise of profiling cannot decide. */
    private static final double HEAVY_RATIO = 1.5;

    /** One gear's constant figures. */
    record Gear(String name, String variant, String provider, double energyMj, double accuracy) {

        boolean isLocal() {
            return !provider.equals(REMOTE);
        }
    }

    private final Map<String, Map<String, Gear>> gears = new LinkedHashMap<>();
    private final Map<String, String> byDecision = new ConcurrentHashMap<>();
    private final Map<String, String> active = new ConcurrentHashMap<>();

    /** @param models answer of {@code /v1/models} */
    Gearbook(JsonNode models) {
        for (JsonNode model : models) {
            Map<String, Gear> own = new LinkedHashMap<>();
            for (JsonNode gear : model.path("gears")) {
                String name = gear.path("gear").asText();
                own.put(
                        name,
                        new Gear(
                                name,
                                gear.path("variant").asText(),
                                gear.path("provider").asText(),
                                gear.path("energyMj").asDouble(),
                                gear.path("accuracy").asDouble()));
            }
            gears.put(model.path("name").asText(), own);
        }
        see(models);
    }

    /** @param models answer of {@code /v1/models}, or the event of that name */
    void see(JsonNode models) {
        for (JsonNode model : models) {
            JsonNode gear = model.path("gear");
            if (gear.path("gear").isTextual()) {
                active.put(model.path("name").asText(), gear.path("gear").asText());
                decided(gear.path("decision").asText(), gear.path("gear").asText());
            }
        }
    }

    void decided(String decision, String gear) {
        byDecision.put(decision, gear);
    }

    /** Gear in force of each model. */
    SortedMap<String, Gear> inForce() {
        SortedMap<String, Gear> found = new TreeMap<>();
        gears.forEach((model, own) -> {
            Gear gear = own.get(active.getOrDefault(model, ""));
            if (gear != null) {
                found.put(model, gear);
            }
        });
        return found;
    }

    /** The full local gear that needs the least energy: what an app without Gearshift would use. */
    Gear full(String model) {
        return cheapest(model, FULL, null)
                .orElseThrow(() -> new IllegalStateException(model + ": no local gear of variant " + FULL));
    }

    /** Clearly costlier than the model's lightest local gear: what a hot or nearly empty device should not run. */
    boolean isHeavy(String model, Gear gear) {
        double least = gears.getOrDefault(model, Map.of()).values().stream()
                .filter(Gear::isLocal)
                .mapToDouble(Gear::energyMj)
                .min()
                .orElse(0);
        return gear.isLocal() && gear.energyMj() > HEAVY_RATIO * least;
    }

    /** The gear that gave the answer. A stand-in's answer names the decision of the gear it stood in for. */
    Gear of(String model, Answer answer) {
        Gear decided = gears.getOrDefault(model, Map.of()).get(byDecision.getOrDefault(answer.decision(), ""));
        if (decided != null
                && decided.variant().equals(answer.variant())
                && decided.provider().equals(answer.provider())) {
            return decided;
        }
        String name = answer.variant() + "@" + answer.provider();
        return cheapest(model, answer.variant(), answer.provider())
                .orElseGet(() -> new Gear(name, answer.variant(), answer.provider(), 0, 0));
    }

    private Optional<Gear> cheapest(String model, String variant, @Nullable String provider) {
        return gears.getOrDefault(model, Map.of()).values().stream()
                .filter(gear -> gear.variant().equals(variant))
                .filter(gear ->
                        provider == null ? gear.isLocal() : gear.provider().equals(provider))
                .min(Comparator.comparingDouble(Gear::energyMj));
    }
}
