package io.gearshift.registry.profile;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gearshift.core.estimate.Profile;
import io.gearshift.registry.gear.GearName;
import io.gearshift.registry.manifest.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The measured profiles of one device, kept in {@code profiles/<fingerprint>.json} of the state folder. A file that cannot
 * be read is set aside, never overwritten, and measuring begins anew. Thread-safe.
 */
public final class ProfileStore {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileStore.class);

    /** Raised when a figure changes its meaning; files of another version are set aside. */
    static final int VERSION = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** The file. */
    record Contents(int version, String fingerprint, List<Entry> profiles) {}

    /** One gear's figures, by the build of the variant and not by its name. */
    record Entry(String sha256, String provider, int threads, Measurement measurement) {
        String key() {
            return ProfileStore.key(sha256, provider, threads);
        }
    }

    private final Path file;
    private final String fingerprint;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    private ProfileStore(Path file, String fingerprint) {
        this.file = file;
        this.fingerprint = fingerprint;
    }

    /** Never fails: a store that cannot be read is empty, one that cannot be written says so in the log. */
    public static ProfileStore open(Path stateDir, String fingerprint) {
        ProfileStore store = new ProfileStore(stateDir.resolve("profiles").resolve(fingerprint + ".json"), fingerprint);
        store.read();
        return store;
    }

    public Path file() {
        return file;
    }

    public Optional<Profile> find(String sha256, String provider, int threads) {
        return measurement(sha256, provider, threads).map(Measurement::profile);
    }

    /** Measured, or assumed from the file's size. */
    public Profile profile(Variant variant, String gear, double wattsPerCore) {
        GearName name = GearName.parse(gear)
                .orElseThrow(() -> new IllegalArgumentException(gear + " (expected: variant@provider:threads)"));
        return find(variant.sha256(), name.provider(), name.threads())
                .filter(found -> variant.isLocal())
                .orElseGet(() -> AssumedProfile.of(variant, name.threads(), wattsPerCore));
    }

    public synchronized Optional<Measurement> measurement(String sha256, String provider, int threads) {
        return Optional.ofNullable(entries.get(key(sha256, provider, threads))).map(Entry::measurement);
    }

    /** Kept at once, in memory and on disk. */
    public void put(String sha256, String provider, int threads, Measurement measurement) {
        putAll(List.of(new Entry(sha256, provider, threads, measurement)));
    }

    /** All or none on disk. */
    synchronized void putAll(List<Entry> fresh) {
        fresh.forEach(entry -> entries.put(entry.key(), entry));
        try {
            write();
        } catch (IOException e) {
            LOG.warn(
                    "{}: profiles cannot be kept, they will be measured again after a restart: {}", file, e.toString());
        }
    }

    private static String key(String sha256, String provider, int threads) {
        return sha256 + " " + provider + " " + threads;
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Contents contents = JSON.readValue(file.toFile(), Contents.class);
            if (contents.version() != VERSION || !contents.fingerprint().equals(fingerprint)) {
                throw new IOException("version " + contents.version() + " of device " + contents.fingerprint()
                        + " (expected: version " + VERSION + " of " + fingerprint + ")");
            }
            contents.profiles().forEach(entry -> entries.put(entry.key(), entry));
        } catch (IOException | RuntimeException e) {
            entries.clear();
            setAside(String.valueOf(e.getMessage()));
        }
    }

    private void setAside(String why) {
        Path aside = file.resolveSibling(file.getFileName() + ".bad");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn(
                    "{}: not usable, set aside as {}; profiles are measured again: {}", file, aside.getFileName(), why);
        } catch (IOException e) {
            LOG.warn("{}: not usable and cannot be moved ({}): {}", file, e, why);
        }
    }

    /** All or nothing: a new file takes the old one's place. */
    private void write() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Contents contents = new Contents(VERSION, fingerprint, List.copyOf(entries.values()));
        Files.write(fresh, JSON.writeValueAsBytes(contents));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
