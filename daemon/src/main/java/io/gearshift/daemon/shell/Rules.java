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
    private final Attempts attempts = new Attempts(this::attempt);
    private final Origin configured;
    private final boolean isWatched;
    private volatile Origin origin;
    private volatile Standing standing = Standing.NONE;
    private volatile @Nullable Reload last;
    private @Nullable LoopRunner loop;
    private @Nullable PackWatch watch;

    /** @param origin the configured pack */
    Rules(Origin origin, boolean isWatched, Clock clock, GearshiftMeters meters, EventStream events) {
        this.configured = origin;
        this.origin = origin;
        this.isWatched = isWatched && !origin.folders().isEmpty();
        this.clock = clock;
        this.meters = meters;
        this.events = events;
    }

    /** The configured pack. */
    Origin configured() {
        return configured;
    }

    /** The first policy, of the configured pack. */
    Policy start() throws PackException {
        return start(configured);
    }

    /** The first policy; blocks, for seconds when it must be built. The loop's first decision by it is not its slowest. */
    Policy start(Origin from) throws PackException {
        if (isWatched && watch == null) {
            watch = PackWatch.of(configured, this::edited);
        }
        Proven first = from.load();
        Cutover.warm(first.policy());
        stands(first, from);
        return first.policy();
    }

    /**
     * The first policy when the configured pack gives none: what was in force when the daemon last ran. The configured pack
     * comes in force as soon as it is good.
     *
     * @param why it gives none
     */
    Policy standIn(Policy lastGood, PackException why) {
        Cutover.warm(lastGood);
        PolicyId id = lastGood.id();
        standing = new Standing(
                id, "last in force", clock.instant(), lastGood.rules().size(), 0, true);
        LOG.error(
                "policy {} cannot be used:\n{}\nStarted with the rules that were last in force: {} {}, hash {}",
                configured.name(),
                why.getMessage(),
                id.pack(),
                id.version(),
                id.hash());
        last = new Reload(
                clock.instant(),
                configured.name(),
                Reload.outcome(why),
                id,
                0,
                Duration.ZERO,
                String.valueOf(why.getMessage()),
                why.problems());
        return lastGood;
    }

    /** While a bundle is in force, the configured pack is read again when that bundle is taken back. */
    private void edited() {
        if (origin.equals(configured)) {
            reload();
        } else {
            LOG.info("policy {} has changed; {} stays in force", configured.name(), origin.name());
        }
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
        return attempts.ask(null);
    }

    /**
     * Puts other rules in force when they are good. Any thread; returns at once. Who asks for the same while an earlier
     * request still waits for its turn shares its answer: it will read what lies there then.
     *
     * @return how it ended; fails only when the daemon stops
     */
    CompletableFuture<Reload> putInForce(Origin next) {
        return attempts.ask(next);
    }

    /** Where building and proving other packs is done as well, so that only one core is busy with it. */
    Executor thread() {
        return attempts.thread();
    }

    private Reload attempt(@Nullable Origin asked) {
        Origin next = asked == null ? origin : asked;
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
        standing = new Standing(id, from.name(), since, rules, proven.tests(), false);
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
            LOG.warn("rules not taken: {}\n{}", reload.said(), unchanged());
        } else if (reload.outcome() == ReloadOutcome.ACTIVATED && id != null) {
            LOG.info("policy {} {} in force, hash {}", id.pack(), id.version(), id.hash());
        }
        events.send("policy", () -> PolicyViews.view(reload));
    }

    /** The latest attempt; null before the first. */
    @Nullable
    Reload last() {
        return last;
    }

    Standing standing() {
        return standing;
    }

    /** What a problem with a pack means for decisions. */
    String unchanged() {
        return standing.isStandIn()
                ? "The rules that were in force before the daemon started still are."
                : "The rules in force have not changed.";
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
        attempts.close();
    }
}
