package io.gearshift.daemon.shell;

import io.gearshift.core.observe.ReloadOutcome;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.metrics.GearshiftMeters;
import io.gearshift.policies.pack.PackException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force, and the one door by which others come in force: from the configured pack, when its files changed or
 * somebody asks, or from any other {@link Origin}. One attempt at a time, on a thread of its own. The old rules stay until
 * the new ones are built, proven, warm and ready; whatever goes wrong before that leaves them in force.
 */
final class Rules implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

    private final Clock clock;
    private final GearshiftMeters meters;
    private final EventStream events;
    private final ThreadPoolExecutor thread = Threads.passing(Threads.background("rules"));
    private final boolean isWatched;
    private volatile Origin origin;
    private volatile Standing standing = Standing.NONE;
    private volatile @Nullable Reload last;
    private @Nullable LoopRunner loop;
    private @Nullable PackWatch watch;
    private @Nullable Asked waiting;

    /** An attempt that has not begun. */
    private record Asked(Origin origin, CompletableFuture<Reload> answer) {}

    /**
     * What is in force.
     *
     * @param rules how many
     */
    record Standing(@Nullable PolicyId policy, String origin, Instant since, int rules, int tests) {
        static final Standing NONE = new Standing(null, "", Instant.EPOCH, 0, 0);
    }

    Rules(Origin origin, boolean isWatched, Clock clock, GearshiftMeters meters, EventStream events) {
        this.origin = origin;
        this.isWatched = isWatched && !origin.folders().isEmpty();
        this.clock = clock;
        this.meters = meters;
        this.events = events;
    }

    /** The first policy; blocks, for seconds when it must be built. The loop's first decision by it is not its slowest. */
    Policy start() throws PackException {
        Origin configured = origin;
        watch = isWatched ? PackWatch.of(configured, () -> putInForce(configured)) : null;
        Proven first = configured.load();
        Cutover.warm(first.policy());
        stands(first, configured);
        return first.policy();
    }

    /** From now on rules can be exchanged, and are when the files of the pack change. */
    void join(LoopRunner runner) {
        this.loop = runner;
        if (watch != null) {
            watch.start();
        }
    }

    /** The rules in force anew, as they lie there now. Any thread. */
    CompletableFuture<Reload> reload() {
        return putInForce(origin);
    }

    /**
     * Puts other rules in force when they are good. Any thread; returns at once. Who asks for the same while an earlier
     * request still waits for its turn shares its answer: it will read what lies there then.
     *
     * @return how it ended; fails only when the daemon stops
     */
    synchronized CompletableFuture<Reload> putInForce(Origin next) {
        Asked before = waiting;
        if (before != null && before.origin().equals(next)) {
            return before.answer().copy();
        }
        Asked asked = new Asked(next, new CompletableFuture<>());
        waiting = asked;
        try {
            thread.execute(() -> begin(asked));
        } catch (RejectedExecutionException e) {
            asked.answer().completeExceptionally(new IllegalStateException("the daemon is stopping"));
        }
        return asked.answer().copy();
    }

    @SuppressWarnings("IllegalCatch") // an error must not leave those who wait without an answer
    private void begin(Asked asked) {
        synchronized (this) {
            waiting = waiting == asked ? null : waiting;
        }
        try {
            asked.answer().complete(attempt(asked.origin()));
        } catch (Throwable e) {
            asked.answer().completeExceptionally(e);
        }
    }

    /** Where building and proving other packs is done as well, so that only one core is busy with it. */
    Executor thread() {
        return thread;
    }

    private Reload attempt(Origin next) {
        Instant at = clock.instant();
        long begin = System.nanoTime();
        Reload reload;
        try {
            Proven proven = next.load();
            ReloadOutcome outcome = exchange(proven);
            stands(proven, next);
            reload = new Reload(
                    at, next.name(), outcome, standing.policy(), proven.tests(), since(begin), "", List.of());
        } catch (PackException | RuntimeException e) {
            reload = new Reload(
                    at,
                    next.name(),
                    Reload.outcome(e),
                    standing.policy(),
                    0,
                    since(begin),
                    String.valueOf(e.getMessage()),
                    Reload.problems(e));
        }
        tell(reload);
        return reload;
    }

    private ReloadOutcome exchange(Proven proven) {
        Policy next = proven.policy();
        LoopRunner runner = loop;
        if (runner == null || next.id().equals(standing.policy())) {
            next.close();
            return ReloadOutcome.UNCHANGED;
        }
        Cutover.run(next, runner, clock);
        return ReloadOutcome.ACTIVATED;
    }

    private void stands(Proven proven, Origin from) {
        PolicyId id = proven.policy().id();
        Instant since = id.equals(standing.policy()) ? standing.since() : clock.instant();
        int rules = proven.policy().rules().size();
        standing = new Standing(id, from.name(), since, rules, proven.tests());
        origin = from;
    }

    private static Duration since(long beginNanos) {
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    private void tell(Reload reload) {
        last = reload;
        meters.onReload(reload.outcome());
        PolicyId id = reload.policy();
        if (!reload.isGood()) {
            LOG.warn("policy {}: {}\nThe rules in force have not changed.", reload.origin(), reload.problem());
        } else if (reload.outcome() == ReloadOutcome.ACTIVATED && id != null) {
            LOG.info("policy {} {} in force, hash {}", id.pack(), id.version(), id.hash());
        }
        events.send("policy", () -> reload);
    }

    /** The latest attempt; null before the first. */
    @Nullable
    Reload last() {
        return last;
    }

    Standing standing() {
        return standing;
    }

    /** Why the pack as it lies there now is not the one in force; empty when it is. */
    String problem() {
        Reload attempt = last;
        return attempt == null ? "" : attempt.problem();
    }

    /** Where the latest rules came from, whether they are good or not. */
    String pack() {
        Reload attempt = last;
        return attempt == null ? origin.name() : attempt.origin();
    }

    boolean isWatched() {
        return isWatched;
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        List<Runnable> never = thread.shutdownNow();
        LOG.debug("rules: {} attempts never began", never.size());
        synchronized (this) {
            if (waiting != null) {
                waiting.answer().completeExceptionally(new IllegalStateException("the daemon is stopping"));
            }
        }
    }
}
