package io.gearshift.daemon.cli;

import io.gearshift.policies.pack.PackSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pack as it was at a revision, named {@code git:REV:PATH}: the path as one would give it without the revision. Taken from
 * the repository by the git command into a folder of its own, with the packs that it extends; the working tree is left
 * alone. What people give is an argument of git and never an option, and no shell sees it.
 */
final class GitPack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GitPack.class);

    private static final String PREFIX = "git:";
    private static final Pattern REVISION = Pattern.compile("[^-\\s\\p{Cntrl}][^\\s\\p{Cntrl}]{0,199}");
    private static final String ADVICE = "for example git:HEAD~1:my-pack; the path is that of the folder";

    /** A pack is far smaller; a repository may not be. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int MOST_FILES = 10_000;

    private static final long PATIENCE_S = 60;

    private final String reference;
    private final Path repository;
    private final String commit;
    private final Path root;
    private final Path tree;
    private final Set<Path> taken = new HashSet<>();

    private GitPack(String reference, Path repository, String commit, Path root) {
        this.reference = reference;
        this.repository = repository;
        this.commit = commit;
        this.root = root;
        this.tree = root.resolve("tree");
    }

    static boolean isOne(String reference) {
        return reference.startsWith(PREFIX);
    }

    /** The pack in a folder of its own until {@link #close}. */
    record Taken(GitPack git, Path folder) implements AutoCloseable {
        @Override
        public void close() {
            git.close();
        }
    }

    /** @throws CliException when there is no such revision or folder in it */
    static Taken take(String reference) {
        int colon = reference.indexOf(':', PREFIX.length());
        String revision = colon < 0 ? "" : reference.substring(PREFIX.length(), colon);
        if (!REVISION.matcher(revision).matches()) {
            throw CliException.wrongUse(reference + ": no revision (expected: git:REV:PATH)", ADVICE);
        }
        Path path = path(reference, reference.substring(colon + 1));
        Path there = existing(path);
        Path repository = Path.of(git(reference, there, "rev-parse", "--show-toplevel"));
        String commit = git(reference, repository, "rev-parse", "--verify", "--end-of-options", revision + "^{commit}");
        try {
            Path inside = repository.relativize(there.toRealPath().resolve(there.relativize(path)));
            GitPack pack = new GitPack(reference, repository, commit, Files.createTempDirectory("gearshift-git-"));
            try {
                return new Taken(pack, pack.take(inside));
            } catch (IOException | RuntimeException e) {
                pack.close();
                throw e;
            }
        } catch (IOException e) {
            throw CliException.failed(reference + ": " + e.getMessage(), "");
        }
    }

    private static Path path(String reference, String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw CliException.wrongUse(reference + ": no path: " + e.getReason(), ADVICE);
        }
    }

    /** The folder may be gone by now; the repository is not. */
    private static Path existing(Path path) {
        Path there = path;
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    /** With all that it extends; where the repository would have it, so that relative paths hold. */
    private Path take(Path inside) throws IOException {
        Path folder = tree.resolve(inside).normalize();
        if (!folder.startsWith(tree) || !taken.add(folder)) {
            return folder;
        }
        unpack(archive(inside));
        if (!Files.isDirectory(folder)) {
            throw CliException.wrongUse(reference + ": no folder " + inside + " in " + commit, ADVICE);
        }
        PackSource.parentFolder(folder)
                .ifPresent(parent -> takeParent(folder.resolve(parent).normalize()));
        return folder;
    }

    /** One that is missing is told by whoever reads the pack, at the line that names it. */
    private void takeParent(Path base) {
        try {
            if (base.startsWith(tree)) {
                take(tree.relativize(base));
            }
        } catch (CliException e) {
            LOG.debug("{}: {}", reference, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path archive(Path inside) {
        Path zip = root.resolve("pack.zip");
        List<String> command = new ArrayList<>(List.of("archive", "--format=zip", "-o", zip.toString(), commit));
        if (!inside.toString().isEmpty()) {
            command.addAll(List.of("--", inside.toString()));
        }
        git(reference, repository, command.toArray(String[]::new));
        return zip;
    }

    private void unpack(Path zip) throws IOException {
        long bytes = 0;
        int files = 0;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path to = tree.resolve(entry.getName()).normalize();
                if (!to.startsWith(tree)) {
                    throw new IOException("an entry leaves the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                    continue;
                }
                Path parent = to.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                bytes += copy(in, to, MOST_BYTES - bytes);
                files++;
                if (files > MOST_FILES) {
                    throw new IOException("over " + MOST_FILES + " files: name the pack's own folder");
                }
            }
        }
    }

    private static long copy(InputStream in, Path to, long most) throws IOException {
        byte[] content = in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE));
        if (content.length > most) {
            throw new IOException("over " + (MOST_BYTES >> 20) + " MB: name the pack's own folder");
        }
        Files.write(to, content);
        return content.length;
    }

    /** What it prints, without the line's end. */
    private static String git(String reference, Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        Path said = null;
        try {
            said = Files.createTempFile("gearshift-git-", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "GIT_LITERAL_PATHSPECS",
                            "1",
                            "GIT_TERMINAL_PROMPT",
                            "0",
                            "GIT_OPTIONAL_LOCKS",
                            "0",
                            "LC_ALL",
                            "C"));
            Process git = builder.start();
            boolean isOver = git.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            git.destroyForcibly();
            String text = Files.readString(said, StandardCharsets.UTF_8).strip();
            if (!isOver || git.exitValue() != 0) {
                String why = isOver ? text.lines().findFirst().orElse("git failed") : "git does not end";
                throw CliException.wrongUse(reference + ": " + why, ADVICE);
            }
            return text;
        } catch (IOException e) {
            throw CliException.failed(reference + ": git does not start: " + e.getMessage(), "install git");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.failed(reference + ": interrupted", "");
        } finally {
            delete(said);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(root)) {
            tree.sorted(Comparator.reverseOrder()).forEach(GitPack::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
