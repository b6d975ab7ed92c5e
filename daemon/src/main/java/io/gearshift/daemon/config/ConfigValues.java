package io.gearshift.daemon.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that were given, by key, with the place each was given at; the rest are defaults. */
final class ConfigValues {

    private final Map<ConfigKey<?>, Object> given = new HashMap<>();
    private final Map<ConfigKey<?>, String> where = new HashMap<>();
    private final Home home;

    ConfigValues(Home home) {
        this.home = home;
    }

    <T> void put(ConfigKey<T> key, T value, String place) {
        given.put(key, value);
        where.put(key, place);
    }

    /** The key was given as null. */
    void clear(ConfigKey<?> key) {
        given.remove(key);
        where.remove(key);
    }

    @SuppressWarnings("unchecked") // put pairs key and value of one type
    <T> @Nullable T find(ConfigKey<T> key) {
        T value = (T) given.get(key);
        return value != null ? value : key.fallback().apply(home);
    }

    <T> T get(ConfigKey<T> key) {
        T value = find(key);
        if (value == null) {
            throw new IllegalStateException(key.path() + ": no value (expected: a default)");
        }
        return value;
    }

    boolean isGiven(ConfigKey<?> key) {
        return given.containsKey(key);
    }

    /** Given, and not as it is by default. */
    boolean isChanged(ConfigKey<?> key) {
        Object value = given.get(key);
        return value != null && !value.equals(key.fallback().apply(home));
    }

    /** Where the value comes from, for errors. */
    String where(ConfigKey<?> key) {
        return where.getOrDefault(key, "default");
    }

    Config build() {
        return new Config(
                serving(),
                new Config.Admin(find(ConfigKeys.ADMIN_TOKEN)),
                new Config.Models(
                        get(ConfigKeys.MODELS_DIR),
                        get(ConfigKeys.THREADS),
                        get(ConfigKeys.PREPACK),
                        get(ConfigKeys.WATCH)),
                policy(),
                new Config.Loop(
                        get(ConfigKeys.TICK),
                        get(ConfigKeys.DWELL),
                        get(ConfigKeys.HYSTERESIS),
                        get(ConfigKeys.LATENCY_PROBABILITY),
                        get(ConfigKeys.QUARANTINE)),
                sensors(),
                new Config.Budgets(find(ConfigKeys.MEMORY), find(ConfigKeys.POWER)),
                new Config.Offload(get(ConfigKeys.ENDPOINTS), get(ConfigKeys.PROBE)),
                new Config.Record(find(ConfigKeys.RECORD_DIR), get(ConfigKeys.RECORD_LIMIT)),
                new Config.Metrics(get(ConfigKeys.PROMETHEUS), find(ConfigKeys.OTLP)),
                new Config.State(get(ConfigKeys.STATE_DIR)));
    }

    private Config.Serving serving() {
        var cert = find(ConfigKeys.CERT_FILE);
        var key = find(ConfigKeys.KEY_FILE);
        return new Config.Serving(
                get(ConfigKeys.HOST),
                get(ConfigKeys.PORT),
                get(ConfigKeys.GRPC_PORT),
                get(ConfigKeys.MAX_BODY),
                get(ConfigKeys.WORKERS),
                get(ConfigKeys.QUEUE),
                cert == null || key == null ? null : new Config.Tls(cert, key));
    }

    private Config.Policy policy() {
        return new Config.Policy(
                get(ConfigKeys.PACK),
                get(ConfigKeys.RELOAD),
                find(ConfigKeys.SHADOW),
                find(ConfigKeys.PACKS),
                find(ConfigKeys.BUNDLE_KEYS),
                new Config.Bundles(
                        find(ConfigKeys.BUNDLE_URL),
                        find(ConfigKeys.BUNDLE_CA),
                        find(ConfigKeys.BUNDLE_TOKEN),
                        get(ConfigKeys.BUNDLE_INTERVAL),
                        get(ConfigKeys.BUNDLE_SHADOW),
                        get(ConfigKeys.BUNDLE_WATCH),
                        get(ConfigKeys.BUNDLE_MISSES),
                        get(ConfigKeys.BUNDLE_DOWNGRADE)));
    }

    private Config.Sensors sensors() {
        return new Config.Sensors(
                get(ConfigKeys.SYSFS),
                get(ConfigKeys.PROC),
                new Config.Interval(get(ConfigKeys.CALM), get(ConfigKeys.NEAR)),
                get(ConfigKeys.MAX_AGE),
                get(ConfigKeys.ASSUMED_TRIP),
                get(ConfigKeys.WATTS_PER_CORE));
    }
}
