package io.gearshift.daemon.shell;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.SecondOpinion;
import io.gearshift.core.policy.Policy;
import io.gearshift.policies.rules.WarmUp;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts a policy in force without the loop waiting for it. All that is slow (linking the rules, the network for the bands
 * of now) happens here, on the caller's thread, on the state that the loop last published; the loop then only exchanges
 * one reference, and only if that network still is the right one. Should a band have changed in between, it is prepared
 * again.
 */
final class Cutover {

    /** Bands change a few times an hour; a device that changes them faster than this many preparations is not helped by more. */
    private static final int ATTEMPTS = 5;

    /** Turns rehearsed on the state of now: enough for the first compiler to take up the rules' own code. */
    private static final int REHEARSALS = 200;

    /** The loop answers within one turn; longer means that it is gone. */
    private static final long PATIENCE_S = 30;

    private Cutover() {}

    /** Makes ready for any state, as far as that can be done before there is one. */
    static void warm(Policy policy) {
        WarmUp.run(policy);
    }

    /**
     * Blocks; not on the loop's thread. Closes the policy that was in force; when it fails, {@code next}.
     *
     * @throws IllegalStateException when the loop has ended or cannot decide by it
     */
    static void run(Policy next, LoopRunner loop, Clock clock) {
        Optional<Policy> old = Optional.empty();
        try {
            warm(next);
            for (int attempt = 1; old.isEmpty(); attempt++) {
                rehearse(next, loop.state(), clock.instant());
                old = exchange(next, loop, attempt == ATTEMPTS);
            }
        } catch (RuntimeException e) {
            next.close();
            throw e;
        }
        old.get().close();
    }

    private static void rehearse(Policy next, LoopState state, Instant now) {
        LoopEvent turn = new LoopEvent.PolicyChanged(now, next.id());
        for (int i = 0; i < REHEARSALS; i++) {
            SecondOpinion.of(next, state, turn);
        }
    }

    private static Optional<Policy> exchange(Policy next, LoopRunner loop, boolean isLast) {
        AtomicBoolean isWanted = new AtomicBoolean(true);
        CompletableFuture<Optional<Policy>> exchanged =
                loop.replacePolicy(next, isLast, isWanted).toCompletionStage().toCompletableFuture();
        try {
            return exchanged.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException e) {
            if (isWanted.compareAndSet(true, false)) {
                throw new IllegalStateException("the control loop does not answer", e);
            }
            return exchanged.join(); // it has just begun to decide by it
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()), e);
        }
    }
}
