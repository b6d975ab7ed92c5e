package io.gearshift.metrics.decisionlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.observe.CycleListener;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.observe.ShadowDecision;
import io.gearshift.core.trace.TraceJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every decision that was news as one JSON line. {@link #onCycle} only queues (bounded; the loop never waits for a
 * disk); a thread of its own writes. What was written survives the death of the process; a line torn by it is skipped.
 * Reading sees what is still queued. {@link #find} and {@link #newest} read files: call them off the event loop.
 */
public final class DecisionLog implements CycleListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
    /** Enough for a minute of shifts of every model each tick; beyond it the disk hangs and memory matters more. */
    private static final int QUEUE = 512;

    private static final String SHADOW = "{\"shadowOf\":";

    private final LogFiles files;
    private final BlockingQueue<Record> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Semaphore waiting = new Semaphore(0);
    private final Thread writer;
    private volatile boolean isClosed;
    private long dropped;
    private boolean hasComplained;

    private DecisionLog(LogFiles files) {
        this.files = files;
        this.writer = new Thread(this::write, "decision-log");
        writer.setDaemon(true);
    }

    /**
     * Opens or continues the log in {@code dir}, made if need be.
     *
     * @param maxBytes of both files together; the older half goes when it is reached
     * @throws IOException when the directory or file cannot be written
     */
    public static DecisionLog open(Path dir, long maxBytes) throws IOException {
        DecisionLog log = new DecisionLog(LogFiles.open(dir, maxBytes));
        log.writer.start();
        return log;
    }

    @Override
    public void onCycle(CycleRecord cycle) {
        for (Decision decision : cycle.news()) {
            append(decision);
        }
    }

    /** Queues one decision; drops it, and says so once, when the disk does not keep up. */
    public void append(Decision decision) {
        queue(decision);
    }

    /** Queues what a policy in the shadow would have decided; such lines are never given out as decisions. Any thread. */
    public void append(ShadowDecision shadow) {
        queue(shadow);
    }

    private void queue(Record entry) {
        if (queue.offer(entry)) {
            waiting.release();
        } else if (dropped++ == 0) {
            LOG.warn("decision log: queue of {} is full, decisions are not logged until the disk answers", QUEUE);
        }
    }

    /** The decision of that id; empty when there is none or it has been rotated away. */
    public Optional<Decision> find(String id) throws IOException {
        List<Decision> found = newest(decision -> decision.id().equals(id), "\"id\":\"" + id + "\"", 1);
        return found.stream().findFirst();
    }

    /**
     * Newest first.
     *
     * @param model only of this one; null for all
     * @param limit at most so many, 0 or more
     */
    public List<Decision> newest(@Nullable String model, int limit) throws IOException {
        if (model == null) {
            return newest(decision -> true, "", limit);
        }
        return newest(decision -> decision.model().equals(model), "\"model\":\"" + model + "\"", limit);
    }

    /** @param hint text that a line must contain to be worth parsing */
    private synchronized List<Decision> newest(Predicate<Decision> wanted, String hint, int limit) throws IOException {
        drain();
        List<Decision> found = new ArrayList<>();
        try (ReverseLines lines = files.newestFirst()) {
            String line = found.size() < limit ? lines.next() : null;
            while (line != null && found.size() < limit) {
                if (line.contains(hint) && !line.startsWith(SHADOW)) {
                    parse(line).filter(wanted).ifPresent(found::add);
                }
                line = lines.next();
            }
        }
        return found;
    }

    /** A torn or foreign line is no decision. */
    private static Optional<Decision> parse(String line) {
        try {
            return Optional.ofNullable(TraceJson.mapper().readValue(line, Decision.class));
        } catch (JsonProcessingException e) {
            LOG.debug("decision log: line skipped: {}", e.getOriginalMessage());
            return Optional.empty();
        }
    }

    private void write() {
        while (!isClosed) {
            try {
                waiting.acquire();
                waiting.drainPermits();
            } catch (InterruptedException e) {
                return;
            }
            synchronized (this) {
                drain();
            }
        }
    }

    private void drain() {
        for (Record next = queue.poll(); next != null; next = queue.poll()) {
            put(next);
        }
    }

    private void put(Record entry) {
        try {
            String line = TraceJson.mapper().writeValueAsString(entry) + "\n";
            files.append(line.getBytes(StandardCharsets.UTF_8));
            hasComplained = false;
        } catch (IOException e) {
            if (!hasComplained) {
                LOG.warn("decision log: {} cannot be written: {}. Decisions go on, unlogged.", files, e.toString());
            }
            hasComplained = true;
        }
    }

    /** Writes what is queued and closes the file. */
    @Override
    public void close() throws IOException {
        isClosed = true;
        synchronized (this) {
            drain();
            files.close();
        }
        // Only now: an interrupt while the writer is in the channel would close it under the queue.
        writer.interrupt();
    }
}
