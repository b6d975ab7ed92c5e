package io.gearshift.policies.bundle;

import io.gearshift.core.text.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pack with its code, text and tests. Every entry is what {@code bundle.json} lists; who wrote it, only
 * {@link #isSignedBy} says. Its code is to be run only after that question; its text may be built anew without it.
 */
public final class Bundle {

    /** The file's ending. */
    public static final String SUFFIX = ".gsp";

    /** Largest file that is read. */
    public static final int MAX_BYTES = 16 << 20;

    static final String JAR = "pack.jar";
    static final String SOURCES = "sources/";

    private final BundleHead head;
    private final byte[] headBytes;
    private final byte @Nullable [] signature;
    private final SortedMap<String, byte[]> entries;

    Bundle(BundleHead head, byte[] headBytes, byte @Nullable [] signature, SortedMap<String, byte[]> entries) {
        this.head = head;
        this.headBytes = headBytes;
        this.signature = signature;
        this.entries = Collections.unmodifiableSortedMap(entries);
    }

    /**
     * @param hash of the pack
     * @param folder path of the pack below {@code sources}
     * @param sources file content by path below {@code sources}: the pack, its tests, and the packs it extends
     * @throws BundleException when a file's name cannot be carried
     */
    public static Bundle of(
            String name,
            String version,
            String hash,
            String runtime,
            String createdBy,
            byte[] jar,
            String folder,
            Map<String, byte[]> sources)
            throws BundleException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        entries.put(JAR, jar);
        sources.forEach((path, content) -> entries.put(SOURCES + path, content));
        SortedMap<String, String> digests = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            digests.put(BundleFile.checkName(entry.getKey()), Digest.of(entry.getValue()));
        }
        BundleHead head = new BundleHead(name, version, hash, runtime, createdBy, SOURCES + folder, digests);
        return new Bundle(head, head.json(), null, entries);
    }

    /**
     * @throws BundleException when it is damaged, too large, or no bundle
     */
    public static Bundle read(byte[] file) throws BundleException {
        if (file.length > MAX_BYTES) {
            throw new BundleException(
                    "larger than a policy bundle may be: over " + MAX_BYTES + " bytes", "is it a bundle at all?");
        }
        return BundleFile.read(file);
    }

    /**
     * @throws BundleException with the file's name, when it cannot be read or is no bundle
     */
    public static Bundle read(Path file) throws BundleException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new BundleException(file + ": there is no such file", "");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new BundleException(file + ": larger than " + MAX_BYTES + " bytes", "is it a bundle at all?");
            }
            return named(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new BundleException(file + " cannot be read: " + e.getMessage(), "");
        }
    }

    private static Bundle named(Path file, byte[] bytes) throws BundleException {
        try {
            return read(bytes);
        } catch (BundleException e) {
            throw new BundleException(file + ": " + e.getMessage(), "");
        }
    }

    /** The file. Equal bundles have equal bytes. */
    public byte[] bytes() {
        return BundleFile.write(headBytes, signature, entries);
    }

    public BundleHead head() {
        return head;
    }

    /** SHA-256 of what is signed: names the bundle, whatever else a file may carry around it. */
    public String digest() {
        return Digest.of(headBytes);
    }

    /** Signed by somebody; whose signature that is, is another question. */
    public boolean isSigned() {
        return signature != null;
    }

    public boolean isSignedBy(Collection<PublicKey> trusted) {
        byte[] given = signature;
        return given != null && trusted.stream().anyMatch(key -> Keys.isSignature(given, headBytes, key));
    }

    /** Signed anew. */
    public Bundle signed(PrivateKey key) {
        return new Bundle(head, headBytes, Keys.sign(headBytes, key), entries);
    }

    /** The code. */
    public byte[] jar() {
        return get(JAR);
    }

    /** The pack's folder, once {@link #unpack unpacked}. */
    public Path folder(Path unpacked) {
        return unpacked.resolve(head.folder());
    }

    /**
     * Writes the text below {@code folder}, which is to be an empty one of this process alone.
     *
     * @return the pack's folder
     */
    public Path unpack(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (entry.getKey().startsWith(SOURCES)) {
                Path file = folder.resolve(entry.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, entry.getValue());
            }
        }
        return folder(folder);
    }

    private byte[] get(String name) {
        byte[] bytes = entries.get(name);
        if (bytes == null) {
            throw new IllegalStateException("no " + name);
        }
        return bytes;
    }
}
