package io.gearshift.policies.situation;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Precision;
import io.gearshift.policies.document.Value;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Reads one gear. What is not told follows from its name, or is that of a small gear. */
final class GearReader {

    static final List<String> KEYS = List.of(
            "precision",
            "location",
            "accuracy",
            "accuracyLoss",
            "latencyMs",
            "latencyP95Ms",
            "energyMj",
            "memoryBytes",
            "loadMs",
            "isLoaded",
            "isLightest",
            "isReachable",
            "forbiddenAgo",
            "quarantined");

    private static final List<String> TOLD =
            List.of("accuracyLoss", "latencyP95Ms", "isLoaded", "isLightest", "isReachable");

    private static final double LATENCY_MS = 10;
    private static final double MEMORY_BYTES = 64.0 * 1024 * 1024;
    private static final double LOAD_MS = 100;

    /** Of the 95th percentile over the median, of a gear that runs alone. */
    private static final double SPREAD = 1.15;

    private final String name;
    private final Map<String, Value> told;

    private GearReader(String name, Map<String, Value> told) {
        this.name = name;
        this.told = told;
    }

    static GivenGear read(String name, Map<String, Value> told, double wattsPerCore) {
        return new GearReader(name, told).read(wattsPerCore);
    }

    private GivenGear read(double wattsPerCore) {
        Matcher parts = GearNames.parse(name);
        String variant = parts == null ? name : parts.group("variant");
        boolean isRemote = parts != null && parts.group("provider").equals("remote");
        Location location = constant("location", Location.class, isRemote ? Location.CLOUD : Location.LOCAL);
        boolean isLocal = location == Location.LOCAL;
        String provider = parts != null ? parts.group("provider") : isLocal ? "cpu" : "remote";
        int threads = parts != null ? Integer.parseInt(parts.group("threads")) : isLocal ? 1 : 0;
        double latency = Math.max(1e-3, number("latencyMs", LATENCY_MS));
        double p95 = Math.max(latency, number("latencyP95Ms", SPREAD * latency));
        double energy = number("energyMj", isLocal ? wattsPerCore * Math.max(1, threads) * latency : 1);
        Profile profile = new Profile(
                true,
                number("loadMs", isLocal ? LOAD_MS : 0),
                latency,
                p95,
                number("memoryBytes", isLocal ? MEMORY_BYTES : 0),
                energy,
                false);
        GearSpec spec = new GearSpec(
                variant + "@" + provider + ":" + threads,
                variant,
                constant("precision", Precision.class, precision(variant)),
                location,
                provider,
                threads,
                number("accuracy", 0.9),
                isLocal ? "" : Given.ENDPOINT,
                profile);
        return new GivenGear(spec, facts(), duration("forbiddenAgo"), quarantined());
    }

    private static Precision precision(String variant) {
        String name = variant.toUpperCase(Locale.ROOT);
        for (Precision precision : Precision.values()) {
            if (name.contains(precision.name())) {
                return precision;
            }
        }
        return Precision.FP32;
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new TreeMap<>();
        for (String key : TOLD) {
            Value value = told.get(key);
            Object read = value == null ? null : FieldReader.read(Records.component(Candidate.class, key), value);
            if (read != null && read != FieldReader.NONE) {
                facts.put(key, read);
            }
        }
        return facts;
    }

    private double number(String key, double otherwise) {
        Value value = told.get(key);
        Double number = value == null ? null : value.quantity(key);
        return number == null ? otherwise : number;
    }

    private <E extends Enum<E>> E constant(String key, Class<E> type, E otherwise) {
        Value value = told.get(key);
        E constant = value == null ? null : value.constant(key, type);
        return constant == null ? otherwise : constant;
    }

    private @Nullable Duration duration(String key) {
        Value value = told.get(key);
        return value == null || value.isNull() ? null : value.duration(key);
    }

    private @Nullable String quarantined() {
        Value value = told.get("quarantined");
        return value == null || value.isNull() ? null : value.text("quarantined");
    }
}
