package io.gearshift.daemon.shell;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the restart file up to date: written whenever a pin, the scene, or a gear or the rules in force changed, off the loop. */
final class Keeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final RunFile file;
    private final long starts;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Threads.named("keeper"));
    private final AtomicReference<RunFile.@Nullable Contents> next = new AtomicReference<>();
    private RunFile.@Nullable Contents last;
    private boolean hasComplained;

    Keeper(RunFile file, long starts) {
        this.file = file;
        this.starts = starts;
    }

    /** On the loop's context. */
    void stepped(LoopEvent event, LoopState state) {
        boolean mayChange = event instanceof LoopEvent.SwapFinished
                || event instanceof LoopEvent.PinSet
                || event instanceof LoopEvent.PinCleared
                || event instanceof LoopEvent.SceneChanged
                || event instanceof LoopEvent.Tick
                || event instanceof LoopEvent.PolicyChanged
                || event instanceof LoopEvent.Started;
        if (!mayChange) {
            return;
        }
        RunFile.Contents contents = RunFile.Contents.of(starts, state);
        if (contents.equals(last)) {
            return;
        }
        last = contents;
        next.set(contents);
        try {
            thread.execute(this::write);
        } catch (RejectedExecutionException e) {
            LOG.debug("keeper: closed");
        }
    }

    /** Done when all that was handed over before is on disk, or the disk refused it. Any thread. */
    CompletableFuture<Void> kept() {
        try {
            return CompletableFuture.runAsync(() -> {}, thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private void write() {
        RunFile.Contents contents = next.getAndSet(null);
        if (contents == null) {
            return;
        }
        try {
            file.write(contents);
            hasComplained = false;
        } catch (IOException e) {
            if (!hasComplained) {
                LOG.warn(
                        "the restart file cannot be written: {}. A restart will not know gears and pins.",
                        IoProblem.of(e));
            }
            hasComplained = true;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
