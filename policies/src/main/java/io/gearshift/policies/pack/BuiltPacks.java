package io.gearshift.policies.pack;

import io.gearshift.core.text.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of built packs. A jar is code that the daemon runs: folder and files belong to the daemon's user alone, and
 * a jar is only given out when it has the digest that was noted when it was built.
 */
final class BuiltPacks {

    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** Built packs that are kept, a few MB: enough for a day of edits and for replays of what they decided. */
    private static final int MOST_KEPT = 64;

    /** What a process that was killed left behind; no build takes nearly as long. */
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private static final Path SELF = Path.of("/proc/self");

    private final Path folder;

    private BuiltPacks(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder when it is missing.
     *
     * @throws PackException when others may write into it
     */
    static BuiltPacks open(Path folder) throws PackException, IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(folder, mode("rwx------"));
        }
        if (Files.isSymbolicLink(folder) || !Files.isDirectory(folder)) {
            throw PackException.passing(
                    folder + " is not a folder of its own", "built packs are code: remove the link");
        }
        if (isOpen(folder)) {
            throw PackException.passing(
                    folder + " can be written by other users",
                    "built packs are code: make it yours alone with chmod 700 " + folder
                            + ", after removing what is in it");
        }
        if (IS_POSIX && !isMine(folder)) {
            throw PackException.passing(
                    folder + " belongs to " + Files.getOwner(folder) + ", not to the user of this process",
                    "built packs are code: remove the folder, it is made again");
        }
        return new BuiltPacks(folder);
    }

    /** The jar built from this text; empty when there is none or it is not what was built. */
    Optional<byte[]> find(String hash) {
        try {
            Path jar = jar(hash);
            if (!Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS) || isOpen(jar)) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(jar);
            String noted =
                    Files.readString(digest(hash), StandardCharsets.UTF_8).strip();
            return noted.equals(Digest.of(bytes)) ? Optional.of(bytes) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps a jar. A crash in the middle leaves one whose digest does not fit, which is built again. */
    void keep(String hash, byte[] bytes) throws IOException {
        write(digest(hash), Digest.of(bytes).getBytes(StandardCharsets.UTF_8));
        write(jar(hash), bytes);
        sweep(modified(jar(hash)));
    }

    /**
     * Leaves the newest. Several processes may do so at once.
     *
     * @param now by the file system's clock
     */
    private void sweep(Instant now) throws IOException {
        List<Path> jars = entries("*.jar");
        for (Path jar : jars.subList(0, Math.max(0, jars.size() - MOST_KEPT))) {
            String hash = String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
            Files.deleteIfExists(jar);
            Files.deleteIfExists(digest(hash));
        }
        List<Path> verdicts = entries("*.tests.json");
        for (Path verdict : verdicts.subList(0, Math.max(0, verdicts.size() - MOST_KEPT))) {
            Files.deleteIfExists(verdict);
        }
        Instant old = now.minus(LEFT_BEHIND);
        for (Path left : entries("{build-,trial-,new-}*")) {
            if (modified(left).isBefore(old)) {
                remove(left);
            }
        }
    }

    /** Oldest first. */
    private List<Path> entries(String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(found::add);
        }
        Map<Path, Instant> times = new HashMap<>();
        found.forEach(path -> times.put(path, modified(path)));
        found.sort(Comparator.comparing((Path path) -> times.getOrDefault(path, Instant.EPOCH))
                .thenComparing(Comparator.naturalOrder()));
        return found;
    }

    private static Instant modified(Path path) {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH; // removed by another process
        }
    }

    /** A folder for one build; the caller removes it with {@link #remove}. */
    Path work() throws IOException {
        return Files.createTempDirectory(folder, "build-", mode("rwx------"));
    }

    static void remove(Path work) {
        try (Stream<Path> tree = Files.walk(work)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // only space is lost
        }
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path whole = Files.createTempFile(folder, "new-", ".tmp", mode("rw-------"));
        try {
            Files.write(whole, bytes);
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    Path jar(String hash) {
        return folder.resolve(hash + ".jar");
    }

    private Path digest(String hash) {
        return folder.resolve(hash + ".sha256");
    }

    private static boolean isOpen(Path path) throws IOException {
        return IS_POSIX
                && Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
                        .anyMatch(OTHERS_WRITE::contains);
    }

    /** By the owner of this process, or by its name where the kernel hides that owner or there is no /proc. */
    private static boolean isMine(Path path) throws IOException {
        String owner = Files.getOwner(path).getName();
        return owner.equals(System.getProperty("user.name"))
                || Files.exists(SELF) && owner.equals(Files.getOwner(SELF).getName());
    }

    private static FileAttribute<?>[] mode(String mode) {
        return IS_POSIX
                ? List.of(PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))
                        .toArray(FileAttribute<?>[]::new)
                : new FileAttribute<?>[0];
    }
}
