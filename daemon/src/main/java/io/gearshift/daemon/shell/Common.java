package io.gearshift.daemon.shell;

import io.gearshift.daemon.config.Config;
import io.gearshift.metrics.GearshiftMeters;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What every part of the daemon is made with.
 *
 * @param state the state folder
 * @param parts takes what is to be closed
 */
record Common(
        Config config, Clock clock, Path state, Vertx vertx, GearshiftMeters meters, EventStream events, Parts parts) {

    /** The loop's event loop, and one more that moves bytes: what computes has threads of its own. */
    private static final int EVENT_LOOPS = 2;

    /** A blocked event loop is worth a line in the log, not a wake-up each second. */
    private static final Duration BLOCKED_CHECK = Duration.ofSeconds(30);

    static Common of(Config config, Path state, Parts parts) {
        Clock clock = Clock.systemUTC();
        Vertx vertx = parts.add(quietVertx(), Common::close);
        GearshiftMeters meters = new GearshiftMeters(
                clock, config.sensors().maxAge(), config.sensors().proc());
        return new Common(config, clock, state, vertx, meters, new EventStream(), parts);
    }

    private static Vertx quietVertx() {
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
}
