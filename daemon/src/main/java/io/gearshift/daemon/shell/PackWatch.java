package io.gearshift.daemon.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private final Supplier<List<Path>> folders;
    private final Runnable changed;
    private final Bell bell = new Bell();
    private final CountDownLatch closed = new CountDownLatch(1);
    private String seen;

    private PackWatch(Supplier<List<Path>> folders, Runnable changed) {
        this.folders = folders;
        this.changed = changed;
        bell.listen(folders.get());
        this.seen = look();
    }

    /**
     * @param folders of the pack now; asked for again after each change
     * @param changed called on the watch's thread; must return at once
     */
    static PackWatch start(Supplier<List<Path>> folders, Runnable changed) {
        PackWatch watch = new PackWatch(folders, changed);
        Threads.background("pack-watch").newThread(watch::run).start();
        return watch;
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                bell.await();
                if (!look().equals(seen)) {
                    seen = settled();
                    changed.run();
                }
                bell.listen(folders.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Half-written files are left alone until they are whole. */
    private String settled() throws InterruptedException {
        String before = look();
        for (int i = 0; i < MOST_LOOKS; i++) {
            if (closed.await(SETTLED_MS, TimeUnit.MILLISECONDS)) {
                throw new InterruptedException();
            }
            String now = look();
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private String look() {
        return folders.get().stream().map(PackWatch::look).collect(Collectors.joining("\n"));
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
        return !name.startsWith(".") && !name.endsWith("~");
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
