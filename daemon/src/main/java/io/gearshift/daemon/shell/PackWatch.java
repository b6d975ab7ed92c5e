package io.gearshift.daemon.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the files of a pack have changed and nobody is writing them any more. Sleeps in the kernel until then ({@link
 * Bell}); what counts is the comparison of all names, times and sizes. What editors leave beside the files does not count.
 */
final class PackWatch implements AutoCloseable {

    /** An editor or a copy that pauses longer than this between two writes has finished. */
    private static final long SETTLED_MS = 250;

    /** Files that change for longer are taken as they are: a pack that is never quiet must not go unseen. */
    private static final int MOST_LOOKS = 40;

    /** A pack's folder, its tests, and their folders. */
    private static final int DEPTH = 3;

    /** The time between two looks at files that somebody is writing. */
    interface Pause {
        /** @return false when the watch was closed */
        boolean pass() throws InterruptedException;
    }

    private final Origin origin;
    private final Runnable changed;
    private final Pause pause;
    private final Bell bell = new Bell();
    private final CountDownLatch closed = new CountDownLatch(1);
    private String seen;

    private PackWatch(Origin origin, Runnable changed, @Nullable Pause pause) {
        this.origin = origin;
        this.changed = changed;
        this.pause = pause == null ? () -> !closed.await(SETTLED_MS, TimeUnit.MILLISECONDS) : pause;
        this.seen = listened();
    }

    /**
     * Has seen the files as they are now: to be made before they are loaded, so that no change is missed. Tells nothing
     * before {@link #start}.
     *
     * @param origin names the folders; asked for them again after each change
     * @param changed called on the watch's thread; must return at once
     */
    static PackWatch of(Origin origin, Runnable changed) {
        return new PackWatch(origin, changed, null);
    }

    static PackWatch of(Origin origin, Runnable changed, Pause pause) {
        return new PackWatch(origin, changed, pause);
    }

    void start() {
        Threads.background("pack-watch").newThread(this::run).start();
    }

    Origin origin() {
        return origin;
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                if (!listened().equals(seen)) {
                    seen = settled();
                    changed.run();
                } else {
                    bell.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Half-written files are left alone until they are whole. */
    private String settled() throws InterruptedException {
        String before = listened();
        for (int i = 0; i < MOST_LOOKS; i++) {
            if (!pause.pass()) {
                throw new InterruptedException();
            }
            String now = listened();
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
        return before;
    }

    /** Listens first and looks then: what happens after the look rings. */
    private String listened() {
        List<Path> folders = origin.folders();
        bell.listen(folders);
        return folders.stream().map(PackWatch::look).collect(Collectors.joining("\n"));
    }

    private static String look(Path folder) {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(PackWatch::isOfPack)
                    .map(PackWatch::mark)
                    .sorted()
                    .collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException e) {
            return folder + " is not there";
        }
    }

    private static boolean isOfPack(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && !name.startsWith("#") && !name.startsWith("~$") && !name.endsWith("~");
    }

    private static String mark(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.isDirectory()
                    ? file.toString()
                    : file + " " + now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
        } catch (IOException e) {
            return file + " is not there";
        }
    }

    @Override
    public void close() {
        closed.countDown();
        bell.close();
    }
}
