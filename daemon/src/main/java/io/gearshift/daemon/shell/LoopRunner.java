package io.gearshift.daemon.shell;

import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.policy.Policy;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of the loop's state. Events come from any thread and are handled one after the other on one Vert.x
 * context; everybody else reads the published snapshot.
 */
final class LoopRunner {

    private static final Logger LOG = LoggerFactory.getLogger(LoopRunner.class);

    /** Told of each step on the loop's context. */
    interface Observer {
        /**
         * @param before the state that the step began with
         * @param nanos time the step took
         */
        void stepped(LoopState before, LoopEvent event, LoopStep step, long nanos);
    }

    private final Context context;
    private final Clock clock;
    private final Consumer<Effect> effects;
    private final Observer observer;
    private volatile Policy policy; // written on the loop's context only
    private ControlLoop loop;
    private Instant last = Instant.EPOCH;
    private boolean isClosed;
    private volatile LoopState state = LoopState.initial();

    LoopRunner(Context context, Clock clock, Policy policy, Consumer<Effect> effects, Observer observer) {
        this.context = context;
        this.clock = clock;
        this.policy = policy;
        this.loop = new ControlLoop(policy);
        this.effects = effects;
        this.observer = observer;
    }

    /** The state after the latest step. Any thread. */
    LoopState state() {
        return state;
    }

    /** Makes the event on the loop's context, with the loop's time, and handles it. Any thread. */
    Future<LoopStep> submit(Function<Instant, LoopEvent> event) {
        Promise<LoopStep> done = Promise.promise();
        context.runOnContext(v -> {
            try {
                done.complete(handle(event.apply(now())));
            } catch (RuntimeException e) {
                if (!isClosed) {
                    LOG.error("control loop: {}", e.toString(), e);
                }
                done.fail(e);
            }
        });
        return done.future();
    }

    /**
     * Puts another policy in force and decides by it at once. Any thread.
     *
     * @param isForced also when the first decision by it will be a slow one
     * @param isWanted taken back by a caller that has waited long enough; cleared when the exchange begins
     * @return the policy that was in force, for the caller to close; empty when {@code next} is not ready for the state of
     *     now: then nothing has changed
     */
    Future<Optional<Policy>> replacePolicy(Policy next, boolean isForced, AtomicBoolean isWanted) {
        Promise<Optional<Policy>> done = Promise.promise();
        context.runOnContext(v -> {
            if (isClosed) {
                done.fail("the daemon is stopping");
                return;
            }
            if (!isForced && !next.isReadyFor(state.device().view(), state.scene())) {
                done.complete(Optional.empty());
                return;
            }
            if (!isWanted.compareAndSet(true, false)) {
                return; // the caller has closed it
            }
            Policy old = policy;
            use(next);
            try {
                handle(new LoopEvent.PolicyChanged(now(), next.id()));
                done.complete(Optional.of(old));
            } catch (RuntimeException e) {
                use(old);
                done.fail(e);
            }
        });
        return done.future();
    }

    private void use(Policy next) {
        policy = next;
        loop = new ControlLoop(next);
    }

    /** The policy in force, for what it says of itself: only the loop evaluates it. Any thread. */
    Policy policy() {
        return policy;
    }

    /** Handles what was submitted before, then nothing more; closes the policy. Blocks; not on the loop's context. */
    void close() {
        CountDownLatch done = new CountDownLatch(1);
        context.runOnContext(v -> {
            isClosed = true;
            policy.close();
            done.countDown();
        });
        try {
            if (!done.await(5, TimeUnit.SECONDS)) {
                LOG.warn("control loop: does not end; left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LoopStep handle(LoopEvent event) {
        if (isClosed) {
            throw new IllegalStateException("the daemon is stopping");
        }
        long begin = System.nanoTime();
        LoopState before = state;
        LoopStep step = loop.step(before, event);
        long nanos = System.nanoTime() - begin;
        state = step.state();
        observer.stepped(before, event, step, nanos);
        step.effects().forEach(effects);
        return step;
    }

    /** Never goes back, even when the system's clock is set. */
    private Instant now() {
        Instant now = clock.instant();
        last = now.isAfter(last) ? now : last;
        return last;
    }
}
