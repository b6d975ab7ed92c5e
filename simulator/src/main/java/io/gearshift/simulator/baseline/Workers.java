package io.gearshift.simulator.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * Does pieces of work that share nothing they change, on some threads, and gives their results in the order in which they were asked
 * for. Work may ask for more work: a thread that waits for it helps with it.
 */
public final class Workers implements AutoCloseable {

    /** Null for the caller's thread alone. */
    private final @Nullable ForkJoinPool pool;

    private Workers(@Nullable ForkJoinPool pool) {
        this.pool = pool;
    }

    /** @param threads &gt;= 1; one is the caller's own */
    public static Workers of(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads: " + threads + " (expected: 1..1024)");
        }
        return new Workers(threads == 1 ? null : new ForkJoinPool(threads));
    }

    /** What a piece of work came to. */
    private static final class Outcome<T> {
        private @Nullable T value;
        private @Nullable Exception failure;
    }

    /** @throws Exception that of the first piece, in order, that failed */
    public <T> List<T> all(List<? extends Callable<T>> work) throws Exception {
        List<ForkJoinTask<Outcome<T>>> tasks = new ArrayList<>();
        List<Outcome<T>> outcomes = new ArrayList<>();
        if (pool == null) {
            for (Callable<T> one : work) {
                Outcome<T> outcome = outcome(one);
                outcomes.add(outcome);
                if (outcome.failure != null) {
                    break;
                }
            }
        } else {
            work.forEach(one -> tasks.add(ForkJoinTask.adapt(() -> outcome(one))));
            if (ForkJoinTask.inForkJoinPool()) {
                ForkJoinTask.invokeAll(tasks);
            } else {
                pool.submit(() -> ForkJoinTask.invokeAll(tasks)).join();
            }
            tasks.forEach(task -> outcomes.add(task.join()));
        }
        List<T> values = new ArrayList<>();
        for (Outcome<T> outcome : outcomes) {
            if (outcome.failure != null) {
                throw outcome.failure;
            }
            T value = outcome.value;
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    @SuppressWarnings("IllegalCatch") // told to who asked, in order
    private static <T> Outcome<T> outcome(Callable<T> work) {
        Outcome<T> outcome = new Outcome<>();
        try {
            outcome.value = work.call();
        } catch (Exception e) {
            outcome.failure = e;
        }
        return outcome;
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
