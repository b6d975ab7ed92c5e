package io.gearshift.daemon.shell;

import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.reading.AdaptiveInterval;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.http.InferenceLimits;
import io.gearshift.daemon.http.InferenceRoutes;
import io.gearshift.daemon.rollout.Rollout;
import io.gearshift.daemon.sensors.LinuxSensorSource;
import io.gearshift.metrics.GearshiftMeters;
import io.gearshift.metrics.decisionlog.DecisionLog;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.trial.Trial;
import io.gearshift.registry.gear.CpuTimeEnergy;
import io.gearshift.registry.gear.GearServer;
import io.gearshift.registry.gear.ObservationCollector;
import io.gearshift.registry.onnx.OrtRuntime;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: makes every part once, joins them, and closes them in the opposite order. What takes long at the start (the
 * rules, the native runtime, the digests of the models) is done side by side.
 */
public final class Gearshift implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gearshift.class);

    /** Some weeks of shifts. */
    private static final long DECISION_LOG_BYTES = 16L << 20;

    /** The loop's event loop, and one more that moves bytes: what computes has threads of its own. */
    private static final int EVENT_LOOPS = 2;

    /** Loading a model takes a core; two at a time keep a third model waiting for at most one load. */
    private static final int SWAPS = 2;

    /** A blocked event loop is worth a line in the log, not a wake-up each second. */
    private static final Duration BLOCKED_CHECK = Duration.ofSeconds(30);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private @Nullable URI address;

    private Gearshift() {}

    /**
     * Returns when the daemon serves and its loop turns; models are taken up right after that.
     *
     * @throws StartException when it cannot start; nothing is left running then
     */
    public static Gearshift start(Config config, String version, Progress progress) throws StartException {
        Gearshift daemon = new Gearshift();
        try {
            daemon.assemble(config, version, progress);
            return daemon;
        } catch (StartException | RuntimeException e) {
            daemon.close();
            throw e;
        } catch (IOException e) {
            daemon.close();
            throw new StartException(IoProblem.of(e), "", e);
        }
    }

    /** Where it serves, with the port it really got. */
    public URI address() {
        if (address == null) {
            throw new IllegalStateException("not started");
        }
        return address;
    }

    private void assemble(Config config, String version, Progress progress) throws StartException, IOException {
        if (config.metrics().otlp() != null) {
            LOG.warn("metrics.otlp is set, but this version pushes no OpenTelemetry metrics; /metrics has them all");
        }
        Clock clock = Clock.systemUTC();
        Path state = stateDir(config);
        Guard guard = Guard.of(config.serving().host(), config.admin().tokenFile());
        Vertx vertx = add(vertx(), Gearshift::close);
        GearshiftMeters meters = new GearshiftMeters(
                clock, config.sensors().maxAge(), config.sensors().proc());
        EventStream events = new EventStream();
        PackStore packs = new PackStore(state, FollowedBundles.trusted(config.policy()));
        Trial trial = new Trial(state);
        Rules rules = add(
                new Rules(
                        origin(packs, trial, config.policy().pack()),
                        config.policy().reload(),
                        clock,
                        meters,
                        events),
                Rules::close);
        Rollout rollout = FollowedBundles.rollout(config.policy(), vertx, state);
        FirstRules first = new FirstRules(rules, packs, trial, rollout);
        CompletableFuture<Policy> policy = CompletableFuture.supplyAsync(first::load, Gearshift::onThread);
        OrtRuntime runtime =
                add(OrtRuntime.open(config.models().prepack() ? state.resolve("prepacked") : null), OrtRuntime::close);
        if (hasEntries(config.models().dir())) {
            onThread(() -> loadNative(runtime)); // beside the rest
        }

        ObservationCollector observations = new ObservationCollector();
        ExecutorService workers = Executors.newFixedThreadPool(config.serving().workers(), Threads.named("worker"));
        add(workers, pool -> end(pool, "a worker"));
        Links links = new Links(vertx, config.offload());
        ExecutorService swapping = Executors.newFixedThreadPool(SWAPS, Threads.named("swap"));
        add(swapping, pool -> end(pool, "a swap"));
        GearServer gears = add(
                new GearServer(
                        runtime,
                        links.endpoints(),
                        meters,
                        links,
                        observations,
                        new CpuTimeEnergy(config.sensors().wattsPerCore()),
                        swapping,
                        workers),
                GearServer::close);
        add(links, Links::close);

        RunFile runFile =
                new RunFile(state, config.serving().host(), config.serving().port());
        RunFile.Contents before = started(runFile, clock);
        String run = "r" + before.starts();
        Keeper keeper = add(new Keeper(runFile, before.starts()), Keeper::close);
        DecisionLog log = add(DecisionLog.open(state.resolve("decisions"), DECISION_LOG_BYTES), DecisionLog::close);
        DecisionStore decisions = new DecisionStore();
        PinWaiters pins = new PinWaiters(vertx);
        Policy rulesInForce = first.await(policy, before.policy());
        LoopSettings settings = config.loopSettings();
        Shadow shadow = add(new Shadow(clock, meters, log, events, rules.thread()), Shadow::close);
        ShadowTurns shadowTurns = new ShadowTurns(shadow);
        BundleSwitch bundles = rollout == null
                ? null
                : new BundleSwitch(packs, trial, rules, shadowTurns, shadow, meters, events, clock);
        PolicyViews policyViews = new PolicyViews(
                rules, shadow, rollout == null || bundles == null ? null : new BundleViews(rollout, bundles, clock));
        Recorder recorder = recorder(config, clock.instant(), run, rulesInForce);
        Publisher publisher = new Publisher(meters, decisions, log, events, pins, gears, keeper, shadow, recorder);
        Swaps swaps = new Swaps(gears);
        LoopRunner loop = new LoopRunner(
                vertx.getOrCreateContext(), clock, rulesInForce, effect -> perform(effect, swaps), publisher);
        swaps.reportTo(loop);
        add(loop, LoopRunner::close);
        Sensing sensing = add(
                new Sensing(
                        new LinuxSensorSource(
                                config.sensors().sysfs(), config.sensors().proc()),
                        clock),
                Sensing::close);
        EnergyCounter meter = EnergyCounter.find(config.sensors());
        if (meter != null) {
            add(meter, EnergyCounter::close);
        }
        Measuring measuring = new Measuring(config.sensors(), state, runtime, meter, progress);
        Registrar registrar =
                new Registrar(config.models(), state.resolve("good-models"), runtime, gears, measuring, loop);
        Views views = new Views(
                loop,
                clock,
                new DaemonFacts(
                        version,
                        sensing,
                        registrar,
                        policyViews,
                        runtime,
                        measuring,
                        gears,
                        meters,
                        publisher::policyFault));
        publisher.show(views);

        Router router = Router.router(vertx);
        guard.mount(router);
        InferenceRoutes inference = new InferenceRoutes(
                gears,
                workers,
                InferenceLimits.of(
                        config.serving().maxBodyBytes(),
                        config.serving().workers(),
                        config.serving().queue()),
                version);
        inference.mount(router);
        PolicyRoutes policyRoutes = new PolicyRoutes(
                vertx,
                rules,
                shadowTurns,
                policyViews,
                new NamedPacks(packs, trial, config.policy().packs()),
                config.policy().reload(),
                new BundleRoutes(rollout));
        KeptReply kept = new KeptReply(vertx, keeper);
        new AdminRoutes(
                        vertx,
                        views,
                        events,
                        new DecisionRoutes(vertx, loop, decisions, log),
                        new InputRoutes(loop, sensing, kept),
                        new PinRoutes(loop, pins, kept),
                        policyRoutes)
                .mount(router);
        WebServer.mountStatic(router, vertx, config.metrics().prometheus() ? meters : null);
        WebServer server = add(WebServer.listen(vertx, config.serving(), router), WebServer::drain);
        parts.push(events::close);
        address = server.address();

        loop.submit(at -> new LoopEvent.Started(
                at, run, settings, rulesInForce.id(), before.scene(), before.pins(), before.gears()));
        links.start(loop, gears);
        Heartbeat heartbeat = add(
                new Heartbeat(
                        sensing,
                        new AdaptiveInterval(AdaptiveInterval.Settings.of(
                                config.sensors().interval().calm(),
                                config.sensors().interval().near(),
                                config.sensors().assumedTripC())),
                        loop,
                        observations::drain,
                        links.isAnyMetered(),
                        config.loop().tick()),
                Heartbeat::close);
        heartbeat.start();
        add(registrar, Registrar::close);
        registrar.start();
        rules.join(loop);
        String beside = config.policy().shadow();
        if (beside != null) {
            shadowTurns.configure(
                    origin(packs, trial, beside),
                    config.policy().reload() ? Shadow.Watching.ALWAYS : Shadow.Watching.NEVER);
        }
        if (rollout != null && bundles != null) {
            add(rollout, Rollout::close).start(bundles);
        }
    }

    private static Origin origin(PackStore packs, Trial trial, String reference) {
        Path path = Config.Policy.path(reference);
        return path != null && PackStore.isBundle(reference)
                ? new BundleFile(packs, trial, path)
                : new PackOrigin(packs, trial, reference, path);
    }

    private static void loadNative(OrtRuntime runtime) {
        try {
            LOG.debug("ONNX Runtime {}", runtime.version());
        } catch (LinkageError e) {
            LOG.error("ONNX Runtime does not load here, no model can be served", e);
        }
    }

    private static boolean hasEntries(Path dir) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
            return entries.iterator().hasNext();
        } catch (IOException e) {
            return false; // the registry will say what is wrong with it
        }
    }

    private static Path stateDir(Config config) throws StartException {
        Path dir = config.state().dir();
        try {
            return Files.createDirectories(dir);
        } catch (IOException e) {
            throw new StartException(
                    "state.dir: " + dir + " cannot be made: " + IoProblem.of(e),
                    "set state.dir to a folder of your own",
                    e);
        }
    }

    /** What the last run left; this start is counted before anything is decided, so that no decision id comes twice. */
    private static RunFile.Contents started(RunFile file, Clock clock) throws StartException {
        RunFile.Contents contents = file.read(clock).started();
        try {
            file.write(contents);
            return contents;
        } catch (IOException e) {
            throw new StartException(
                    "state.dir: cannot be written: " + IoProblem.of(e),
                    "make it writable for this user, or set another state.dir",
                    e);
        }
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setBlockedThreadCheckInterval(BLOCKED_CHECK.toMillis())
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    private static void close(Vertx vertx) {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    private static void onThread(Runnable task) {
        Threads.named("start").newThread(task).start();
    }

    private @Nullable Recorder recorder(Config config, Instant startedAt, String run, Policy policy)
            throws StartException {
        Path dir = config.record().dir();
        if (dir == null) {
            return null;
        }
        TraceManifest manifest = new TraceManifest(
                1,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                startedAt,
                run,
                policy.id(),
                policy.objective(),
                policy.relaxationOrder());
        try {
            return add(Recorder.open(dir, config.record().limitBytes(), manifest), Recorder::close);
        } catch (IOException e) {
            throw new StartException(
                    "record.dir: " + dir + " cannot be written: " + IoProblem.of(e), "set record.dir: null", e);
        }
    }

    private static void perform(Effect effect, Swaps swaps) {
        if (effect instanceof Effect.StartSwap swap) {
            swaps.start(swap.plan());
        }
    }

    private static void end(ExecutorService pool, String who) throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("stopping: {} is still busy; left behind", who);
        }
    }

    /** How one part ends. */
    private interface End<T> {
        void close(T part) throws Exception;
    }

    private <T> T add(T part, End<T> end) {
        parts.push(() -> end.close(part));
        return part;
    }

    /** Drains: no new connection, answers under way finish, then all parts end in the opposite order of their making. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("stopping: {}", e.toString());
            }
        }
    }
}
