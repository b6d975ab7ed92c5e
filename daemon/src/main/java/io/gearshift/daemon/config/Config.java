package io.gearshift.daemon.config;

import io.gearshift.core.loop.LoopSettings;
import io.gearshift.policies.pack.BuiltIn;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, checked and complete. Made by {@link ConfigLoader}; the keys, defaults and ranges stand in
 * {@link ConfigKeys}. All paths are absolute. A null component is a setting that is off.
 */
public record Config(
        Serving serving,
        Admin admin,
        Models models,
        Policy policy,
        Loop loop,
        Sensors sensors,
        Budgets budgets,
        Offload offload,
        Record record,
        Metrics metrics,
        State state) {

    /**
     * Where requests are answered.
     *
     * @param host name or address to listen on
     * @param port of REST, admin, metrics and dashboard; 0 takes any free one
     * @param grpcPort kept for the gRPC service; nothing listens there yet
     * @param maxBodyBytes largest request body
     * @param workers threads that run inference
     * @param queue requests that may wait for a worker before new ones are refused
     */
    public record Serving(
            String host,
            int port,
            int grpcPort,
            long maxBodyBytes,
            int workers,
            int queue,
            @Nullable Tls tls) {}

    /** Certificate chain and private key, PEM. */
    public record Tls(Path certFile, Path keyFile) {}

    /** @param tokenFile holds the bearer token that {@code /v1} asks for; null asks for none (loopback only) */
    public record Admin(@Nullable Path tokenFile) {}

    /**
     * The registry.
     *
     * @param dir holds one folder per model
     * @param threads intra-op threads to make local gears with, each 1..256
     * @param prepack keep prepacked weights in the state folder, so that a swap is cheap
     * @param watch take up added, changed and removed models without a restart
     */
    public record Models(Path dir, List<Integer> threads, boolean prepack, boolean watch) {
        public Models {
            threads = List.copyOf(threads);
        }
    }

    /**
     * The rules.
     *
     * @param pack the name of a built-in one, else the absolute path of a pack's folder or of a bundle's file
     * @param reload take up a changed pack without a restart
     * @param shadow a pack that decides beside it without effect, named as {@code pack}; null runs none
     * @param packs holds the packs that the admin interface may name; null permits the built-in ones only
     * @param publicKeyFile whose bundles are run as they were built, PEM; null: nobody's
     * @param bundles of the server that is followed
     */
    public record Policy(
            String pack,
            boolean reload,
            @Nullable String shadow,
            @Nullable Path packs,
            @Nullable Path publicKeyFile,
            Bundles bundles) {
        /** A pack's folder, or a bundle's file; null for a built-in pack. */
        public static @Nullable Path path(String pack) {
            return BuiltIn.isName(pack) ? null : Path.of(pack);
        }
    }

    /**
     * A server whose policy bundles take over by themselves.
     *
     * @param url of the bundle, https; null follows none
     * @param caFile PEM certificates to trust instead of the system's; null for the system's
     * @param tokenFile holds the bearer token to send; null sends none
     * @param interval between two looks
     * @param shadow how long a new bundle decides beside the rules in force; zero: not at all
     * @param watch how long it can be taken back once it is in force; zero: not at all
     * @param maxMissIncrease rise of late answers per answer, 0..1, at which it is
     * @param allowDowngrade take an older version, or another pack, than the one in force
     */
    public record Bundles(
            @Nullable URI url,
            @Nullable Path caFile,
            @Nullable Path tokenFile,
            Duration interval,
            Duration shadow,
            Duration watch,
            double maxMissIncrease,
            boolean allowDowngrade) {}

    /**
     * The control loop; see {@link LoopSettings}.
     *
     * @param tick time between two turns when nothing urgent happens
     */
    public record Loop(
            Duration tick, Duration dwell, double hysteresis, double latencyProbability, Duration quarantine) {}

    /**
     * Sensing.
     *
     * @param sysfs root of the kernel's device files
     * @param proc root of the kernel's process files
     * @param maxAge a reading older than this is stale
     * @param assumedTripC trip point, °C, of zones that name none
     * @param wattsPerCore power of one busy core where no sensor says
     */
    public record Sensors(
            Path sysfs, Path proc, Interval interval, Duration maxAge, double assumedTripC, double wattsPerCore) {}

    /**
     * Time between two samples.
     *
     * @param calm when all signals are far from their bounds
     * @param near when one is close to a bound
     */
    public record Interval(Duration calm, Duration near) {}

    /**
     * Limits for all models together.
     *
     * @param memoryBytes of resident gears; null takes half of what the device has
     * @param powerW of inference; null for no limit
     */
    public record Budgets(
            @Nullable Long memoryBytes, @Nullable Double powerW) {}

    /** Other machines that may answer; {@code probeInterval} is the time between two tries of each. */
    public record Offload(List<Endpoint> endpoints, Duration probeInterval) {
        public Offload {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * A machine that serves models over the Open Inference Protocol.
     *
     * @param name what manifests call it
     * @param url http or https, without a path below {@code /v2}
     * @param caFile PEM certificates to trust instead of the system's; null for the system's
     * @param tokenFile holds the bearer token to send; null sends none
     * @param isMetered bytes sent there cost money
     */
    public record Endpoint(
            String name,
            URI url,
            @Nullable Path caFile,
            @Nullable Path tokenFile,
            boolean isMetered) {}

    /**
     * The trace of what happened, for {@code gearshift replay}.
     *
     * @param dir null records nothing
     * @param limitBytes oldest traces go when the folder outgrows this
     */
    public record Record(@Nullable Path dir, long limitBytes) {}

    /**
     * Metrics out.
     *
     * @param prometheus serve {@code /metrics}
     * @param otlp kept for pushing OpenTelemetry metrics; nothing is pushed yet
     */
    public record Metrics(boolean prometheus, @Nullable URI otlp) {}

    /** @param dir profiles, prepacked weights, built packs and what a restart needs; made when missing */
    public record State(Path dir) {}

    /** The core's view of {@code loop}, {@code sensors} and {@code budgets}. */
    public LoopSettings loopSettings() {
        Long memory = budgets.memoryBytes();
        return new LoopSettings(
                loop.dwell(),
                loop.hysteresis(),
                loop.latencyProbability(),
                sensors.maxAge(),
                loop.quarantine(),
                memory == null ? null : (double) memory,
                budgets.powerW(),
                sensors.assumedTripC(),
                sensors.wattsPerCore());
    }
}
