package io.gearshift.daemon.shell;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceWriter;
import io.gearshift.daemon.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what reached the loop and what it decided as a recording, on a thread of its own. One recording may fill half of
 * the folder's limit; the oldest ones go to make room for it.
 */
final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    /** What a power cut may take from the recording. */
    private static final long FLUSH_SECONDS = 2;

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final TraceWriter writer;
    private final Path folder;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Threads.named("recorder"));
    private boolean hasComplained;

    private Recorder(TraceWriter writer, Path folder) {
        this.writer = writer;
        this.folder = folder;
        thread.scheduleWithFixedDelay(this::flush, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    /** As the configuration says; null when nothing is to be recorded. */
    static @Nullable Recorder of(Common common, String run, Policy policy) throws StartException {
        Config.Record config = common.config().record();
        Path dir = config.dir();
        if (dir == null) {
            return null;
        }
        TraceManifest manifest = new TraceManifest(
                1,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                common.clock().instant(),
                run,
                policy.id(),
                policy.objective(),
                policy.relaxationOrder());
        try {
            return common.parts().add(open(dir, config.limitBytes(), manifest), Recorder::close);
        } catch (IOException e) {
            throw new StartException(
                    "record.dir: " + dir + " cannot be written: " + IoProblem.of(e), "set record.dir: null", e);
        }
    }

    private static Recorder open(Path dir, long limitBytes, TraceManifest manifest) throws IOException {
        Files.createDirectories(dir);
        prune(dir, limitBytes / 2);
        Path folder = dir.resolve(NAME.format(manifest.startedAt()) + "-" + manifest.run());
        return new Recorder(new TraceWriter(folder, manifest, limitBytes / 2), folder);
    }

    /** On the loop's context: only queues. */
    void stepped(LoopEvent event, LoopStep step) {
        try {
            thread.execute(() -> write(event, step));
        } catch (RejectedExecutionException e) {
            LOG.debug("recorder: closed, {} is not recorded", event);
        }
    }

    private void write(LoopEvent event, LoopStep step) {
        try {
            writer.event(event);
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Publish publish) {
                    for (Decision decision : publish.cycle().news()) {
                        writer.decision(decision);
                    }
                }
            }
            if (writer.isFull()) {
                complain("has reached its limit; recording ends here");
            }
        } catch (IOException e) {
            complain("cannot be written: " + IoProblem.of(e));
        }
    }

    private void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            complain("cannot be written: " + IoProblem.of(e));
        }
    }

    private void complain(String what) {
        if (!hasComplained) {
            LOG.warn("recording {} {}", folder, what);
        }
        hasComplained = true;
    }

    /** Deletes the oldest recordings until the rest take at most {@code bytes}. Only folders that are recordings. */
    private static void prune(Path dir, long bytes) throws IOException {
        List<Path> recordings = new ArrayList<>();
        try (Stream<Path> entries = Files.list(dir)) {
            entries.filter(entry -> Files.isRegularFile(entry.resolve(TraceManifest.FILE)))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .forEach(recordings::add);
        }
        long total = 0;
        for (Path recording : recordings) {
            total += size(recording);
        }
        for (Path recording : recordings) {
            if (total <= bytes) {
                return;
            }
            total -= size(recording);
            for (String file :
                    List.of(TraceManifest.EVENTS, TraceManifest.DECISIONS, TraceManifest.OPEN, TraceManifest.FILE)) {
                Files.deleteIfExists(recording.resolve(file));
            }
            try {
                Files.deleteIfExists(recording);
            } catch (IOException e) {
                LOG.info("{}: kept, it holds other files", recording);
            }
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(Recorder::sizeOf)
                    .sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        thread.shutdown();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.close();
    }
}
