package io.gearshift.daemon.shell;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts to exchange the rules, one at a time, on a thread of their own. Who asks for the same while an earlier request
 * still waits for its turn shares its answer: it will read what lies there then.
 */
final class Attempts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final ThreadPoolExecutor thread = Threads.passing(Threads.background("rules"));
    private final Function<@Nullable Origin, Reload> attempt;
    private @Nullable Asked waiting;

    /**
     * An attempt that has not begun.
     *
     * @param next null: what is in force when it begins
     */
    private record Asked(@Nullable Origin next, CompletableFuture<Reload> answer) {}

    /** @param attempt makes one; its argument is null for what is in force */
    Attempts(Function<@Nullable Origin, Reload> attempt) {
        this.attempt = attempt;
    }

    /** Where building and proving other packs is done as well, so that only one core is busy with it. */
    Executor thread() {
        return thread;
    }

    /**
     * Any thread; returns at once.
     *
     * @return how it ended; fails only when the daemon stops
     */
    synchronized CompletableFuture<Reload> ask(@Nullable Origin next) {
        Asked before = waiting;
        if (before != null && Objects.equals(before.next(), next)) {
            return before.answer().copy();
        }
        Asked asked = new Asked(next, new CompletableFuture<>());
        waiting = asked;
        try {
            thread.execute(() -> begin(asked));
        } catch (RejectedExecutionException e) {
            asked.answer().completeExceptionally(stopping());
        }
        return asked.answer().copy();
    }

    @SuppressWarnings("IllegalCatch") // an error must not leave those who wait without an answer
    private void begin(Asked asked) {
        synchronized (this) {
            waiting = waiting == asked ? null : waiting;
        }
        try {
            asked.answer().complete(attempt.apply(asked.next()));
        } catch (Throwable e) {
            asked.answer().completeExceptionally(e);
        }
    }

    private static IllegalStateException stopping() {
        return new IllegalStateException("the daemon is stopping");
    }

    @Override
    public void close() {
        List<Runnable> never = thread.shutdownNow();
        LOG.debug("rules: {} attempts never began", never.size());
        synchronized (this) {
            if (waiting != null) {
                waiting.answer().completeExceptionally(stopping());
            }
        }
    }
}
