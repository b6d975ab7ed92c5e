package io.gearshift.daemon.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.BundleException;
import io.gearshift.policies.staging.Slot;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bundles on this device and where their change stands, in a folder of this user's alone. A file there is believed no
 * more than one from the network: its signature is checked each time it is read.
 */
final class Shelf {

    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final String STATE = "rollout.json";
    private static final int MAX_STATE_BYTES = 1 << 20;

    private final Path folder;
    private final List<PublicKey> trusted;

    Shelf(Path folder, List<PublicKey> trusted) {
        this.folder = folder;
        this.trusted = List.copyOf(trusted);
    }

    boolean isTrusted(Bundle bundle) {
        return bundle.isSignedBy(trusted);
    }

    /**
     * @throws BundleException when it is gone, damaged, not signed by a key trusted now, or not the one that is asked for
     */
    Bundle bundle(Slot slot) throws BundleException {
        Bundle bundle = Bundle.read(file(slot.digest()));
        if (!bundle.digest().equals(slot.digest())) {
            throw new BundleException(file(slot.digest()) + " is not " + slot.shown(), "");
        }
        if (!isTrusted(bundle)) {
            throw new BundleException(
                    file(slot.digest()) + " is not signed by a key that is trusted now",
                    "see policy.bundle.publicKeyFile");
        }
        return bundle;
    }

    void keep(Bundle bundle) throws IOException {
        write(file(bundle.digest()), bundle.bytes());
    }

    /** Removes the bundles that are not needed. */
    void prune(List<Slot> needed) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Set<String> names = needed.stream()
                .map(slot -> String.valueOf(file(slot.digest()).getFileName()))
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".tmp") || name.endsWith(Bundle.SUFFIX) && !names.contains(name)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Empty when there is none, or none that can be read: then everything begins anew. */
    Optional<Kept> state() throws IOException {
        Path file = folder.resolve(STATE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_STATE_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(TraceJson.mapper().readValue(Files.readAllBytes(file), Kept.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    void write(Kept state) throws IOException {
        write(folder.resolve(STATE), TraceJson.mapper().writeValueAsBytes(state));
    }

    private Path file(String digest) {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("digest: " + digest);
        }
        return folder.resolve(digest + Bundle.SUFFIX);
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        if (IS_POSIX) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        Path whole = Files.createTempFile(folder, "new-", ".tmp");
        try {
            Files.write(whole, bytes);
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
