package io.gearshift.daemon.rollout;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rollout's own thread: what fails on it is logged and ends nothing but itself. */
final class OneThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OneThread.class);

    private final ScheduledExecutorService executor;

    /** @param executor of one thread; ended with this */
    OneThread(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    void run(Runnable task) {
        later(task, Duration.ZERO);
    }

    void later(Runnable task, Duration wait) {
        try {
            executor.schedule(() -> guarded(task), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the daemon stops
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (executor.isShutdown()) {
                LOG.debug("policy bundles: {}", e.toString()); // the daemon stops in the middle of it
            } else {
                LOG.error("policy bundles: {}", e.toString(), e);
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("stopping: a policy bundle is still being worked on; left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
