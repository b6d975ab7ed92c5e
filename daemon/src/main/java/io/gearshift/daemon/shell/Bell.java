package io.gearshift.daemon.shell;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings when something happens in some folders, so that nobody has to look every second: the kernel wakes the waiting
 * thread. It says neither what happened nor that it will ring for everything (network file systems, a link swapped far
 * above), so the listener looks for himself, and also when nothing rang for a minute. Where the system has no watches left,
 * it rings every two seconds.
 */
final class Bell implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bell.class);

    private static final Duration RARELY = Duration.ofSeconds(60);
    private static final Duration WITHOUT_WATCHES = Duration.ofSeconds(2);

    private final @Nullable WatchService watches = open();
    private Set<Path> watched = Set.of();
    private Duration pause = RARELY;

    private static @Nullable WatchService open() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("no watches: {}", e.toString());
            return null;
        }
    }

    /**
     * From now on for these folders and files, the folders in them, and their own coming and going. To be said again after each
     * ring: a folder made anew is another folder.
     */
    void listen(List<Path> folders) {
        Set<Path> all = new HashSet<>();
        boolean isWatching = watches != null;
        for (Path folder : folders) {
            boolean isFile = Files.isRegularFile(folder);
            boolean isHeard = register(folder, true, all) | register(folder.resolve("tests"), true, all);
            Path parent = folder.toAbsolutePath().getParent();
            boolean isAboveHeard = parent != null && register(parent, isFile, all);
            isWatching &= isFile ? isAboveHeard : isHeard;
        }
        watched = all;
        pause = isWatching || folders.isEmpty() ? RARELY : WITHOUT_WATCHES;
    }

    /** @param isWhole also what is written into its files; of a parent only what comes and goes matters */
    private boolean register(Path folder, boolean isWhole, Set<Path> all) {
        if (watches == null || !Files.isDirectory(folder)) {
            return false;
        }
        try {
            if (isWhole) {
                folder.register(
                        watches,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_DELETE,
                        StandardWatchEventKinds.ENTRY_MODIFY);
            } else if (!watched.contains(folder) && !all.contains(folder)) {
                folder.register(watches, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            }
            all.add(folder);
            return true;
        } catch (IOException | ClosedWatchServiceException e) {
            LOG.debug("no watch of {}: {}", folder, e.toString());
            return false;
        }
    }

    /** Returns when it rang, or after a while. */
    void await() throws InterruptedException {
        if (watches == null) {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return;
        }
        try {
            for (WatchKey key = watches.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
                    key != null;
                    key = watches.poll()) {
                List<WatchEvent<?>> events = key.pollEvents();
                LOG.trace("{}: {} events", key.watchable(), events.size());
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            throw new InterruptedException();
        }
    }

    @Override
    public void close() {
        try {
            if (watches != null) {
                watches.close();
            }
        } catch (IOException e) {
            LOG.debug("watches: {}", e.toString());
        }
    }
}
