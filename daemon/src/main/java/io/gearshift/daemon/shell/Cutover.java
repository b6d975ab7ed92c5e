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
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

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
     * Blocks; not on the loop's thread. Closes the policy that was in force.
     *
     * @throws IllegalStateException when the loop has ended or cannot decide by it; {@code next} is closed then
     */
    static void run(Policy next, LoopRunner loop, Clock clock) {
        for (int attempt = 1; ; attempt++) {
            rehearse(next, loop.state(), clock.instant());
            Optional<Policy> old = exchange(next, loop, attempt == ATTEMPTS);
            if (old.isPresent()) {
                old.get().close();
                return;
            }
        }
    }

    private static void rehearse(Policy next, LoopState state, Instant now) {
        LoopEvent turn = new LoopEvent.PolicyChanged(now, next.id());
        for (int i = 0; i < REHEARSALS; i++) {
            SecondOpinion.of(next, state, turn);
        }
    }

    private static Optional<Policy> exchange(Policy next, LoopRunner loop, boolean isLast) {
        try {
            return loop.replacePolicy(next, isLast)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            next.close();
            throw new IllegalStateException(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()), e);
        }
    }
}
