package io.gearshift.daemon.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of a daemon; they end in the opposite order of their making. */
final class Parts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** How one part ends. */
    interface End<T> {
        void close(T part) throws Exception;
    }

    <T> T add(T part, End<T> end) {
        parts.push(() -> end.close(part));
        return part;
    }

    /** @param who for the log, such as {@code a worker} */
    ExecutorService add(ExecutorService pool, String who) {
        return add(pool, p -> end(p, who));
    }

    private static void end(ExecutorService pool, String who) throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("stopping: {} is still busy; left behind", who);
        }
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("stopping: {}", e.toString());
            }
        }
    }
}
