package io.gearshift.daemon.shell;

import io.gearshift.core.policy.Policy;
import io.gearshift.daemon.config.Config;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.rules.WarmUp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policy pack in force: loads it, and loads it anew when its folder changed. The old rules stay until the new ones are proven good. */
final class Rules implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

    /** An author who saves a file sees its effect about this soon. */
    private static final long LOOK_SECONDS = 2;

    private final Vertx vertx;
    private final PackStore store;
    private final Config.Policy settings;
    private final @Nullable ScheduledExecutorService thread;
    private long seen;
    private volatile String problem = "";

    Rules(Vertx vertx, PackStore store, Config.Policy settings) {
        this.vertx = vertx;
        this.store = store;
        this.settings = settings;
        boolean isWatched = settings.reload() && settings.dir() != null;
        this.thread = isWatched ? Executors.newSingleThreadScheduledExecutor(Threads.background("rules")) : null;
        this.seen = fingerprint();
    }

    /** Blocks, for seconds when a changed pack must be compiled. The loop's first decision by it is not its slowest. */
    Policy load() throws PackException {
        Policy policy = store.load(settings.pack());
        WarmUp.run(policy);
        return policy;
    }

    void watch(LoopRunner loop) {
        if (thread != null) {
            thread.scheduleWithFixedDelay(() -> look(loop), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look(LoopRunner loop) {
        long now = fingerprint();
        if (now == seen) {
            return;
        }
        seen = now;
        reload(loop)
                .onFailure(e -> LOG.warn(
                        "policy {}: {}\nThe rules in force have not changed.", settings.pack(), e.getMessage()));
    }

    /** @return hash of the rules in force afterwards; fails when the pack is not good */
    Future<String> reload(LoopRunner loop) {
        Callable<Policy> work = this::load;
        return vertx.executeBlocking(work, true)
                .onFailure(e -> problem = String.valueOf(e.getMessage()))
                .compose(next -> {
                    problem = "";
                    String hash = next.id().hash();
                    if (hash.equals(loop.state().policy().hash())) {
                        next.close();
                        return Future.succeededFuture(hash);
                    }
                    LOG.info(
                            "policy {} {} in force, hash {}",
                            next.id().pack(),
                            next.id().version(),
                            hash);
                    return loop.replacePolicy(next).map(step -> hash);
                });
    }

    /** Why the pack as it lies there now is not the one in force; empty when it is. */
    String problem() {
        return problem;
    }

    String pack() {
        return settings.pack();
    }

    /** Changes when a file of the pack does. */
    private long fingerprint() {
        Path dir = settings.dir();
        if (dir == null) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(dir, 2)) {
            return files.mapToLong(Rules::fingerprint).sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return -1;
        }
    }

    private static long fingerprint(Path file) {
        try {
            return file.hashCode() * 31L
                    + Files.getLastModifiedTime(file).toMillis() * 17
                    + (Files.isRegularFile(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
