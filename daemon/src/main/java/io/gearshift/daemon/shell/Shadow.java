package io.gearshift.daemon.shell;

import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.loop.SecondOpinion;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.observe.ReloadOutcome;
import io.gearshift.core.observe.ShadowDecision;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.metrics.GearshiftMeters;
import io.gearshift.metrics.decisionlog.DecisionLog;
import io.gearshift.policies.pack.PackException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second policy beside the one in force: for each turn that decided it decides the same state again, on a thread of its
 * own, and what it says is compared, counted and logged, never applied. The loop hands over three references and goes on;
 * a shadow that is still busy misses turns. Off, it costs one comparison with null. It is not recorded: a recording holds
 * what happened to the loop, and a shadow does not happen to it; a replay takes any second policy by itself.
 */
final class Shadow implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    private final Clock clock;
    private final GearshiftMeters meters;
    private final DecisionLog log;
    private final EventStream events;
    private final Executor building;
    private final ThreadPoolExecutor thread = Threads.passing(Threads.background("shadow"));
    private volatile @Nullable Running running;
    private volatile @Nullable Reload last;
    private @Nullable PackWatch watch;

    /** One policy with its tally. */
    private record Running(Policy policy, Origin origin, ShadowTally tally, AtomicBoolean isBusy) {}

    /**
     * A picture of it.
     *
     * @param pack where it comes from
     */
    record View(String pack, PolicyId policy, ShadowTally.View tally) {}

    /** @param building takes the building of packs, one after the other */
    Shadow(Clock clock, GearshiftMeters meters, DecisionLog log, EventStream events, Executor building) {
        this.clock = clock;
        this.meters = meters;
        this.log = log;
        this.events = events;
        this.building = building;
    }

    /**
     * Runs the pack in the shadow, instead of the one that does now. Any thread; returns at once. A pack that is not good
     * leaves the shadow as it was.
     */
    CompletableFuture<Reload> run(Origin origin) {
        return CompletableFuture.supplyAsync(() -> attempt(origin), building);
    }

    /** The same; if wanted also anew whenever the files of the pack change. */
    CompletableFuture<Reload> start(Origin origin, boolean isWatched) {
        CompletableFuture<Reload> first = run(origin);
        unwatch();
        if (isWatched && !origin.folders().isEmpty()) {
            synchronized (this) {
                watch = PackWatch.start(origin::folders, () -> run(origin));
            }
        }
        return first;
    }

    /** No shadow any more. Any thread. */
    void stop() {
        unwatch();
        CompletableFuture.runAsync(() -> replace(null), building);
    }

    private synchronized void unwatch() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    private Reload attempt(Origin origin) {
        Instant at = clock.instant();
        long begin = System.nanoTime();
        Reload reload;
        try {
            Proven proven = origin.load();
            Policy policy = proven.policy();
            PolicyId id = policy.id();
            Running before = running;
            boolean isSame = before != null && before.policy().id().equals(id);
            if (isSame) {
                policy.close();
            } else {
                Cutover.warm(policy);
                replace(new Running(policy, origin, new ShadowTally(clock.instant()), new AtomicBoolean()));
                LOG.info("policy {} {} runs in the shadow, hash {}", id.pack(), id.version(), id.hash());
            }
            ReloadOutcome outcome = isSame ? ReloadOutcome.UNCHANGED : ReloadOutcome.ACTIVATED;
            reload = new Reload(at, origin.name(), outcome, id, proven.tests(), since(begin), "", List.of());
        } catch (PackException | RuntimeException e) {
            Running now = running;
            String problem = String.valueOf(e.getMessage());
            LOG.warn("shadow policy {}: {}\nThe rules in force are not concerned.", origin.name(), problem);
            PolicyId id = now == null ? null : now.policy().id();
            reload = new Reload(at, origin.name(), Reload.outcome(e), id, 0, since(begin), problem, Reload.problems(e));
        }
        last = reload;
        return reload;
    }

    private static Duration since(long beginNanos) {
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    /** On the building thread. */
    private void replace(@Nullable Running next) {
        Running before = running;
        running = next;
        if (next == null) {
            last = null;
        }
        meters.shadow().run(next == null ? null : next.policy().id());
        if (before != null) {
            thread.execute(before.policy()::close); // after the turn that it may be at
        }
    }

    /** On the loop's context, after each step. */
    void stepped(LoopState before, LoopEvent event, LoopStep step) {
        Running now = running;
        CycleRecord decided = now == null ? null : decided(step);
        if (now == null || decided == null) {
            return;
        }
        if (!now.isBusy().compareAndSet(false, true)) {
            now.tally().skip();
            meters.shadow().skip();
            return;
        }
        try {
            thread.execute(() -> turn(now, before, event, decided));
        } catch (RejectedExecutionException e) {
            LOG.debug("shadow: {}", e.toString()); // the daemon is stopping
        }
    }

    private static @Nullable CycleRecord decided(LoopStep step) {
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Publish publish) {
                return publish.cycle();
            }
        }
        return null;
    }

    @SuppressWarnings("IllegalCatch") // whatever a shadow does, the thread stays and the next turn comes
    private void turn(Running now, LoopState before, LoopEvent event, CycleRecord decided) {
        try {
            Optional<CycleRecord> shadow = SecondOpinion.of(now.policy(), before, event);
            if (shadow.isPresent()) {
                compare(now.tally(), decided, shadow.get());
            }
        } catch (Throwable e) {
            failed(now.tally(), e.toString());
        } finally {
            now.isBusy().set(false);
        }
    }

    private void compare(ShadowTally tally, CycleRecord decided, CycleRecord shadow) {
        if (shadow.policyFault() != null) {
            failed(tally, shadow.policyFault());
            return;
        }
        for (ShadowDecision news : tally.compare(decided, shadow, meters.shadow()::count)) {
            log.append(news);
            events.send("shadow", () -> news);
        }
    }

    private void failed(ShadowTally tally, String problem) {
        if (!problem.equals(tally.view().fault())) {
            LOG.warn("shadow policy: {}. The rules in force are not concerned.", problem);
        }
        tally.fail(problem);
        meters.shadow().fail();
    }

    /** Null when there is none. */
    @Nullable
    View view() {
        Running now = running;
        return now == null
                ? null
                : new View(now.origin().name(), now.policy().id(), now.tally().view());
    }

    /** Why the pack that should run does not; empty when it does. */
    String problem() {
        Reload attempt = last;
        return attempt == null || attempt.isGood() ? "" : attempt.origin() + ": " + attempt.problem();
    }

    @Override
    public void close() {
        unwatch();
        running = null;
        thread.shutdownNow();
    }
}
