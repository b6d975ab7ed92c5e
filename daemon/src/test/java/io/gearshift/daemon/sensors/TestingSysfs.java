package io.gearshift.daemon.sensors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that looks like {@code /sys} and {@code /proc}, changed the ways people and programs change files. */
final class TestingSysfs {

    private final Path root;

    TestingSysfs(Path root) {
        this.root = root;
    }

    Path sysfs() {
        return root.resolve("sys");
    }

    Path proc() {
        return root.resolve("proc");
    }

    /** Rewrites in place: same inode. */
    TestingSysfs sys(String path, Object content) {
        return write(sysfs().resolve(path), content + "\n");
    }

    TestingSysfs proc(String path, Object content) {
        return write(proc().resolve(path), content + "\n");
    }

    /** As a shell's {@code >} does for a moment. */
    TestingSysfs truncate(String path) {
        return write(sysfs().resolve(path), "");
    }

    /** A new inode under the old name. */
    TestingSysfs replace(String path, Object content) {
        Path fresh = sysfs().resolve(path + ".new");
        write(fresh, content + "\n");
        try {
            Files.move(fresh, sysfs().resolve(path), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    TestingSysfs remove(String path) {
        try (Stream<Path> tree = Files.walk(sysfs().resolve(path))) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private TestingSysfs write(Path path, String content) {
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, content.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
