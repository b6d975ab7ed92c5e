package io.gearshift.daemon.sensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * One root and the one buffer its files are read into. Below a real sysfs or procfs files stay open and are read again from
 * the start; anywhere else a file may have been replaced by rename, so it is opened for each read. Owned by one thread.
 */
final class KernelFiles {

    /** The first lines of {@code /proc/stat} of some 500 cores fit. */
    private static final int CAPACITY = 64 * 1024;

    private static final Set<String> KERNEL_TYPES = Set.of("sysfs", "proc");

    private final Path root;
    private final boolean isKernel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);
    private final byte[] text = new byte[CAPACITY];
    private int mayOpen;

    KernelFiles(Path root, int maxOpenFiles) {
        this.root = root;
        this.mayOpen = maxOpenFiles;
        this.isKernel = KERNEL_TYPES.contains(fileSystem(root));
    }

    private static String fileSystem(Path root) {
        try {
            return Files.getFileStore(root).type();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    boolean isKernel() {
        return isKernel;
    }

    Path path(String relative) {
        return root.resolve(relative);
    }

    KernelFile file(Path path) {
        return new KernelFile(this, path);
    }

    KernelFile file(String relative) {
        return file(path(relative));
    }

    /** Names in a folder, sorted; none when it is not there. */
    List<String> names(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.indexOf('{') < 0 && name.indexOf('}') < 0) {
                    names.add(name);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }

    /** The bytes of the last read; shared by all files of this root. */
    byte[] text() {
        return text;
    }

    /** Reads from the start of the file into {@link #text()}; returns the length, 0 for an empty file. */
    int fill(FileChannel channel) throws IOException {
        buffer.clear();
        int length = channel.read(buffer, 0);
        if (length <= 0) {
            return 0;
        }
        buffer.get(0, text, 0, length);
        return length;
    }

    /** Whether one more file may stay open; if so it is counted. */
    boolean tryKeepOpen() {
        if (!isKernel || mayOpen == 0) {
            return false;
        }
        mayOpen--;
        return true;
    }

    void wasClosed() {
        mayOpen++;
    }
}
