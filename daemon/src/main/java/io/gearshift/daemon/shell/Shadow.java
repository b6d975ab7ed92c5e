package io.gearshift.daemon.shell;

import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second policy beside the one in force: for each turn that decided it decides the same state again, on a thread of its
 * own, and what it says is compared, counted and logged, never applied. The loop hands over three references and goes on
 * ({@link ShadowRun}). Off, it costs one comparison with null. It is not recorded: a recording holds what happened to the
 * loop, and a shadow does not happen to it; a replay takes any second policy by itself.
 */
final class Shadow implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    private final Clock clock;
    private final GearshiftMeters meters;
    private final DecisionLog log;
    private final EventStream events;
    private final Executor building;
    private volatile @Nullable ShadowRun running;
    private volatile @Nullable Reload last;
    private @Nullable PackWatch watch;
    private long stops;

    /** When the files of a pack that is to run are watched, and it runs anew as they change. */
    enum Watching {
        NEVER,
        /** Once it runs. A pack that was refused is not taken up later behind its author's back. */
        WHEN_GOOD,
        /** Also while it is not good yet: the configuration says that it is to run. */
        ALWAYS
    }

    /**
     * A picture of it.
     *
     * @param pack where it comes from
     * @param policy null when none runs because the pack that should is not good
     * @param fault why that pack does not run as it lies there now, and of the latest turn; empty when all is well
     */
    record View(String pack, @Nullable PolicyId policy, ShadowTally.View tally, String fault) {}

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
     * leaves the shadow as it was, and so does one that is ready only after somebody stopped the shadow.
     */
    CompletableFuture<Reload> run(Origin origin, Watching watching) {
        long asked = stops();
        return CompletableFuture.supplyAsync(() -> attempt(origin, watching, asked), building);
    }

    /** The same without a watch. */
    CompletableFuture<Reload> run(Origin origin) {
        return run(origin, Watching.NEVER);
    }

    /** No shadow any more, from now on. Any thread; returns at once. */
    void stop() {
        ShadowRun before;
        synchronized (this) {
            stops++;
            before = running;
            running = null;
            last = null;
            watch(null);
            meters.shadow().run(null);
        }
        if (before != null) {
            before.close();
        }
    }

    private synchronized long stops() {
        return stops;
    }

    private Reload attempt(Origin origin, Watching watching, long asked) {
        Instant at = clock.instant();
        long begin = System.nanoTime();
        PackWatch next = watching == Watching.NEVER ? null : PackWatch.of(origin, () -> again(origin));
        Reload reload;
        try {
            Proven proven = origin.load();
            PolicyId id = proven.policy().id();
            ReloadOutcome outcome = takeUp(proven.policy(), origin, asked);
            reload = new Reload(at, origin.name(), outcome, id, proven.tests(), since(begin), "", List.of());
        } catch (PackException | RuntimeException e) {
            String problem = String.valueOf(e.getMessage());
            reload = new Reload(
                    at, origin.name(), Reload.outcome(e), id(), 0, since(begin), problem, Reload.problems(e));
            LOG.warn("shadow policy: {}\nThe rules in force are not concerned.", reload.said());
        }
        ended(reload, origin, next, watching == Watching.ALWAYS, asked);
        return reload;
    }

    /** A watch is of the pack that runs, or is to run: another pack in the shadow ends it. */
    private synchronized void ended(
            Reload reload, Origin origin, @Nullable PackWatch next, boolean isAlways, long asked) {
        boolean isStopped = asked != stops;
        boolean isOther = watch == null || !watch.origin().equals(origin);
        last = isStopped ? last : reload;
        if (!isStopped && isOther && (reload.isGood() || isAlways)) {
            watch(next);
        } else if (next != null) {
            next.close();
        }
    }

    private void watch(@Nullable PackWatch next) {
        if (watch != null) {
            watch.close();
        }
        watch = next;
        if (next != null) {
            next.start();
        }
    }

    private void again(Origin origin) {
        run(origin);
    }

    private @Nullable PolicyId id() {
        ShadowRun now = running;
        return now == null ? null : now.policy().id();
    }

    private static Duration since(long beginNanos) {
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    private ReloadOutcome takeUp(Policy policy, Origin origin, long asked) throws PackException {
        PolicyId id = policy.id();
        if (id.equals(id())) {
            policy.close();
            return ReloadOutcome.UNCHANGED;
        }
        ShadowRun next;
        try {
            Cutover.warm(policy);
            next = new ShadowRun(policy, origin, clock.instant(), meters.shadow(), this::tell, System::nanoTime);
        } catch (RuntimeException e) {
            policy.close();
            throw e;
        }
        ShadowRun before;
        synchronized (this) {
            before = asked == stops ? running : next;
            if (before != next) {
                running = next;
                meters.shadow().run(id);
            }
        }
        if (before != null) {
            before.close();
        }
        if (before == next) {
            throw new PackException("the shadow was stopped before the pack was ready", "");
        }
        LOG.info("policy {} {} runs in the shadow, hash {}", id.pack(), id.version(), id.hash());
        return ReloadOutcome.ACTIVATED;
    }

    private void tell(ShadowDecision news) {
        log.append(news);
        events.send("shadow", () -> news);
    }

    /** On the loop's context, after each step. */
    void stepped(LoopState before, LoopEvent event, LoopStep step) {
        ShadowRun now = running;
        CycleRecord decided = now == null ? null : decided(step);
        if (now != null && decided != null) {
            now.offer(before, event, decided);
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

    /** Null when there is none, and none should be. */
    @Nullable
    View view() {
        ShadowRun now = running;
        Reload attempt = last;
        String refused = attempt == null || attempt.isGood() ? "" : attempt.said();
        if (now != null) {
            ShadowTally.View tally = now.tally().view();
            return new View(now.origin().name(), now.policy().id(), tally, lines(refused, tally.fault()));
        }
        return attempt == null || refused.isEmpty()
                ? null
                : new View(attempt.origin(), null, new ShadowTally(attempt.at()).view(), refused);
    }

    private static String lines(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
    }

    /** Why the pack that should run does not, or what went wrong in its latest turn; empty when all is well. */
    String problem() {
        View now = view();
        return now == null ? "" : now.fault();
    }

    @Override
    public void close() {
        stop();
    }
}
