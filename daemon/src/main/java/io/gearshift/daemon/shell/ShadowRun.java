package io.gearshift.daemon.shell;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.SecondOpinion;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.observe.ShadowDecision;
import io.gearshift.core.policy.Policy;
import io.gearshift.metrics.meters.ShadowMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One policy in the shadow, from its first turn to its last, on a thread of its own. It takes one turn at a time and misses
 * those that come meanwhile. A turn that never ends costs this thread and nothing else: neither the loop nor the next
 * shadow waits for it.
 */
final class ShadowRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowRun.class);

    /** A turn takes well under a millisecond; after one longer than this the shadow rests. */
    private static final long SLOW_NANOS = Duration.ofMillis(50).toNanos();

    /** Times as long as the slow turn took: rules that are only looked at get less than a tenth of a core. */
    private static final long REST = 10;

    /** Of the loop's time. Longer than the engine's own limit, so that only a turn that passes by that limit is meant. */
    private static final Duration STUCK = Duration.ofSeconds(10);

    private final Policy policy;
    private final Origin origin;
    private final ShadowTally tally;
    private final ShadowMeters meters;
    private final Consumer<ShadowDecision> news;
    private final LongSupplier nanos;
    private final ThreadPoolExecutor thread = Threads.passing(Threads.background("shadow"));
    private final AtomicReference<@Nullable Instant> turn = new AtomicReference<>();
    private volatile long restsUntil;

    /**
     * @param policy closed with this
     * @param news told of disagreements on this shadow's thread
     * @param nanos a clock of elapsed time
     */
    ShadowRun(
            Policy policy,
            Origin origin,
            Instant since,
            ShadowMeters meters,
            Consumer<ShadowDecision> news,
            LongSupplier nanos) {
        this.policy = policy;
        this.origin = origin;
        this.tally = new ShadowTally(since);
        this.meters = meters;
        this.news = news;
        this.nanos = nanos;
        this.restsUntil = nanos.getAsLong();
    }

    Policy policy() {
        return policy;
    }

    Origin origin() {
        return origin;
    }

    ShadowTally tally() {
        return tally;
    }

    /** Hands over a turn, or counts it as missed. Returns at once. On the loop's context. */
    void offer(LoopState before, LoopEvent event, CycleRecord decided) {
        boolean isResting = nanos.getAsLong() - restsUntil < 0;
        if (isResting || !turn.compareAndSet(null, event.at())) {
            tally.skip();
            meters.skip();
            tellStuck(event.at());
            return;
        }
        try {
            thread.execute(() -> take(before, event, decided));
        } catch (RejectedExecutionException e) {
            LOG.debug("shadow: {}", e.toString()); // closed meanwhile by another thread
        }
    }

    private void tellStuck(Instant now) {
        Instant begun = turn.get();
        if (begun != null && Duration.between(begun, now).compareTo(STUCK) > 0) {
            String problem = "the turn of " + begun + " has not ended";
            warn(tally.fault(problem), problem);
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever rules do, it is no concern of the daemon
    private void take(LoopState before, LoopEvent event, CycleRecord decided) {
        long begin = nanos.getAsLong();
        try {
            Optional<CycleRecord> shadow = SecondOpinion.of(policy, before, event);
            shadow.ifPresent(cycle -> compare(decided, cycle));
        } catch (Throwable e) {
            fail(e.toString());
        } finally {
            long end = nanos.getAsLong();
            restsUntil = end - begin > SLOW_NANOS ? end + REST * (end - begin) : end;
            turn.set(null);
        }
    }

    private void compare(CycleRecord decided, CycleRecord shadow) {
        if (shadow.policyFault() != null) {
            fail(shadow.policyFault());
            return;
        }
        tally.compare(decided, shadow, meters::count).forEach(news);
    }

    private void fail(String problem) {
        meters.fail();
        warn(tally.fail(problem), problem);
    }

    private static void warn(boolean isNews, String problem) {
        if (isNews) {
            LOG.warn("shadow policy: {}. The rules in force are not concerned.", problem);
        }
    }

    /** The policy is closed after the turn that it may be at. Returns at once. Any thread; to be called once. */
    @Override
    public void close() {
        thread.execute(policy::close);
        thread.shutdown();
    }
}
