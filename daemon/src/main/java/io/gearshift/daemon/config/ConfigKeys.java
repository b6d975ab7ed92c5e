package io.gearshift.daemon.config;

import io.gearshift.policies.pack.BuiltIn;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Every setting with its type, range and default, in the order of the file. {@code docs/configuration.md} says what each
 * is for and is checked against this list.
 */
final class ConfigKeys {

    static final ConfigKey<String> HOST = ConfigKey.of(
            "serving.host", ValueTypes.host(), "127.0.0.1", c -> c.serving().host());
    static final ConfigKey<Integer> PORT = ConfigKey.of(
            "serving.port", ValueTypes.integer(0, 65535), 8080, c -> c.serving().port());
    static final ConfigKey<Integer> GRPC_PORT = ConfigKey.of(
            "serving.grpcPort",
            ValueTypes.integer(0, 65535),
            8081,
            c -> c.serving().grpcPort());
    static final ConfigKey<Long> MAX_BODY = ConfigKey.of(
            "serving.maxBodyBytes",
            ValueTypes.size("1KiB", "2047MiB"),
            64L << 20,
            c -> c.serving().maxBodyBytes());
    static final ConfigKey<Integer> WORKERS = ConfigKey.from(
            "serving.workers",
            ValueTypes.integer(1, 1024),
            "one per processor",
            Home::processors,
            c -> c.serving().workers());
    static final ConfigKey<Integer> QUEUE = ConfigKey.of(
            "serving.queue",
            ValueTypes.integer(0, 100_000),
            256,
            c -> c.serving().queue());
    static final ConfigKey<Path> CERT_FILE = ConfigKey.off(
            "serving.tls.certFile",
            ValueTypes.path(),
            c -> c.serving().tls() == null ? null : c.serving().tls().certFile());
    static final ConfigKey<Path> KEY_FILE = ConfigKey.off(
            "serving.tls.keyFile",
            ValueTypes.path(),
            c -> c.serving().tls() == null ? null : c.serving().tls().keyFile());
    static final ConfigKey<Path> ADMIN_TOKEN =
            ConfigKey.off("admin.tokenFile", ValueTypes.path(), c -> c.admin().tokenFile());
    static final ConfigKey<Path> MODELS_DIR = ConfigKey.from(
            "models.dir",
            ValueTypes.path(),
            "see below",
            Home::models,
            c -> c.models().dir());
    static final ConfigKey<List<Integer>> THREADS = ConfigKey.of(
            "models.threads",
            new IntListType(1, 256, 8),
            List.of(1, 2),
            c -> c.models().threads());
    static final ConfigKey<Boolean> PREPACK = ConfigKey.of(
            "models.prepack", ValueTypes.bool(), true, c -> c.models().prepack());
    static final ConfigKey<Boolean> WATCH = ConfigKey.of(
            "models.watch", ValueTypes.bool(), true, c -> c.models().watch());
    static final ConfigKey<String> PACK = ConfigKey.of(
            "policy.pack", ValueTypes.pack(), BuiltIn.DEFAULT, c -> c.policy().pack());
    static final ConfigKey<Boolean> RELOAD = ConfigKey.of(
            "policy.reload", ValueTypes.bool(), true, c -> c.policy().reload());
    static final ConfigKey<String> SHADOW =
            ConfigKey.off("policy.shadow", ValueTypes.pack(), c -> c.policy().shadow());
    static final ConfigKey<Path> PACKS =
            ConfigKey.off("policy.packs", ValueTypes.path(), c -> c.policy().packs());
    static final ConfigKey<URI> BUNDLE_URL = ConfigKey.off(
            "policy.bundle.url",
            ValueTypes.secureUrl(),
            c -> c.policy().bundles().url());
    static final ConfigKey<Path> BUNDLE_KEYS = ConfigKey.off(
            "policy.bundle.publicKeyFile", ValueTypes.path(), c -> c.policy().publicKeyFile());
    static final ConfigKey<Path> BUNDLE_CA = ConfigKey.off(
            "policy.bundle.caFile", ValueTypes.path(), c -> c.policy().bundles().caFile());
    static final ConfigKey<Path> BUNDLE_TOKEN = ConfigKey.off(
            "policy.bundle.tokenFile",
            ValueTypes.path(),
            c -> c.policy().bundles().tokenFile());
    static final ConfigKey<Duration> BUNDLE_INTERVAL = ConfigKey.of(
            "policy.bundle.interval",
            ValueTypes.duration("100ms", "7d"),
            Duration.ofMinutes(5),
            c -> c.policy().bundles().interval());
    static final ConfigKey<Duration> BUNDLE_SHADOW = ConfigKey.of(
            "policy.bundle.shadow",
            ValueTypes.duration("0s", "30d"),
            Duration.ofMinutes(10),
            c -> c.policy().bundles().shadow());
    static final ConfigKey<Duration> BUNDLE_WATCH = ConfigKey.of(
            "policy.bundle.watch",
            ValueTypes.duration("0s", "30d"),
            Duration.ofMinutes(10),
            c -> c.policy().bundles().watch());
    static final ConfigKey<Double> BUNDLE_MISSES = ConfigKey.of(
            "policy.bundle.maxMissIncrease",
            ValueTypes.number(0, 1, ""),
            0.05,
            c -> c.policy().bundles().maxMissIncrease());
    static final ConfigKey<Boolean> BUNDLE_DOWNGRADE = ConfigKey.of(
            "policy.bundle.allowDowngrade",
            ValueTypes.bool(),
            false,
            c -> c.policy().bundles().allowDowngrade());
    static final ConfigKey<Duration> TICK = ConfigKey.of(
            "loop.tick",
            ValueTypes.duration("50ms", "1m"),
            Duration.ofSeconds(1),
            c -> c.loop().tick());
    static final ConfigKey<Duration> DWELL = ConfigKey.of(
            "loop.dwell",
            ValueTypes.duration("0s", "1h"),
            Duration.ofSeconds(10),
            c -> c.loop().dwell());
    static final ConfigKey<Double> HYSTERESIS = ConfigKey.of(
            "loop.hysteresis", ValueTypes.number(0, 1, ""), 0.05, c -> c.loop().hysteresis());
    static final ConfigKey<Double> LATENCY_PROBABILITY = ConfigKey.of(
            "loop.latencyProbability",
            ValueTypes.number(0.5, 0.999, ""),
            0.95,
            c -> c.loop().latencyProbability());
    static final ConfigKey<Duration> QUARANTINE = ConfigKey.of(
            "loop.quarantine",
            ValueTypes.duration("1s", "1h"),
            Duration.ofSeconds(15),
            c -> c.loop().quarantine());
    static final ConfigKey<Path> SYSFS = ConfigKey.of(
            "sensors.sysfs",
            ValueTypes.path(),
            Path.of("/sys"),
            c -> c.sensors().sysfs());
    static final ConfigKey<Path> PROC = ConfigKey.of(
            "sensors.proc",
            ValueTypes.path(),
            Path.of("/proc"),
            c -> c.sensors().proc());
    static final ConfigKey<Duration> CALM = ConfigKey.of(
            "sensors.interval.calm",
            ValueTypes.duration("50ms", "1m"),
            Duration.ofSeconds(1),
            c -> c.sensors().interval().calm());
    static final ConfigKey<Duration> NEAR = ConfigKey.of(
            "sensors.interval.near",
            ValueTypes.duration("50ms", "1m"),
            Duration.ofMillis(250),
            c -> c.sensors().interval().near());
    static final ConfigKey<Duration> MAX_AGE = ConfigKey.of(
            "sensors.maxAge",
            ValueTypes.duration("1s", "1h"),
            Duration.ofSeconds(10),
            c -> c.sensors().maxAge());
    static final ConfigKey<Double> ASSUMED_TRIP = ConfigKey.of(
            "sensors.assumedTripC",
            ValueTypes.number(30, 150, "°C"),
            90.0,
            c -> c.sensors().assumedTripC());
    static final ConfigKey<Double> WATTS_PER_CORE = ConfigKey.of(
            "sensors.wattsPerCore",
            ValueTypes.number(0.01, 100, "watts"),
            3.0,
            c -> c.sensors().wattsPerCore());
    static final ConfigKey<Long> MEMORY = ConfigKey.off(
            "budgets.memory", ValueTypes.size("1MiB", "64TiB"), c -> c.budgets().memoryBytes());
    static final ConfigKey<Double> POWER = ConfigKey.off(
            "budgets.power",
            ValueTypes.number(0.01, 10_000, "watts"),
            c -> c.budgets().powerW());
    static final ConfigKey<List<Config.Endpoint>> ENDPOINTS = ConfigKey.of(
            "offload.endpoints",
            new EndpointsType(),
            List.of(),
            c -> c.offload().endpoints());
    static final ConfigKey<Duration> PROBE = ConfigKey.of(
            "offload.probeInterval",
            ValueTypes.duration("100ms", "1h"),
            Duration.ofSeconds(5),
            c -> c.offload().probeInterval());
    static final ConfigKey<Path> RECORD_DIR =
            ConfigKey.off("record.dir", ValueTypes.path(), c -> c.record().dir());
    static final ConfigKey<Long> RECORD_LIMIT = ConfigKey.of(
            "record.limit",
            ValueTypes.size("1MiB", "1TiB"),
            256L << 20,
            c -> c.record().limitBytes());
    static final ConfigKey<Boolean> PROMETHEUS = ConfigKey.of(
            "metrics.prometheus", ValueTypes.bool(), true, c -> c.metrics().prometheus());
    static final ConfigKey<URI> OTLP =
            ConfigKey.off("metrics.otlp", ValueTypes.url(), c -> c.metrics().otlp());
    static final ConfigKey<Path> STATE_DIR = ConfigKey.from(
            "state.dir",
            ValueTypes.path(),
            "see below",
            Home::state,
            c -> c.state().dir());

    /** Those that say something only about a server that is followed. */
    static final List<ConfigKey<?>> OF_BUNDLE_SERVER = List.of(
            BUNDLE_CA, BUNDLE_TOKEN, BUNDLE_INTERVAL, BUNDLE_SHADOW, BUNDLE_WATCH, BUNDLE_MISSES, BUNDLE_DOWNGRADE);

    static final List<ConfigKey<?>> ALL = List.of(
            HOST,
            PORT,
            GRPC_PORT,
            MAX_BODY,
            WORKERS,
            QUEUE,
            CERT_FILE,
            KEY_FILE,
            ADMIN_TOKEN,
            MODELS_DIR,
            THREADS,
            PREPACK,
            WATCH,
            PACK,
            RELOAD,
            SHADOW,
            PACKS,
            BUNDLE_URL,
            BUNDLE_KEYS,
            BUNDLE_CA,
            BUNDLE_TOKEN,
            BUNDLE_INTERVAL,
            BUNDLE_SHADOW,
            BUNDLE_WATCH,
            BUNDLE_MISSES,
            BUNDLE_DOWNGRADE,
            TICK,
            DWELL,
            HYSTERESIS,
            LATENCY_PROBABILITY,
            QUARANTINE,
            SYSFS,
            PROC,
            CALM,
            NEAR,
            MAX_AGE,
            ASSUMED_TRIP,
            WATTS_PER_CORE,
            MEMORY,
            POWER,
            ENDPOINTS,
            PROBE,
            RECORD_DIR,
            RECORD_LIMIT,
            PROMETHEUS,
            OTLP,
            STATE_DIR);

    private ConfigKeys() {}
}
