package io.gearshift.registry.profile;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results of a bench that is not done yet, in {@code profiles/<fingerprint>.unfinished.json} of the state folder: one
 * that was interrupted goes on from there. Each result is written at once, all or nothing. Not thread-safe.
 */
public final class UnfinishedBench {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** The file. */
    record Contents(String settings, SortedMap<String, PointResult> results) {}

    private final Path file;
    private final String settings;
    private final SortedMap<String, PointResult> results = new TreeMap<>();

    private UnfinishedBench(Path file, String settings) {
        this.file = file;
        this.settings = settings;
    }

    /**
     * A file of other settings, or one that cannot be read, counts as none.
     *
     * @param settings in words; results are taken up only by a bench with the same
     */
    public static UnfinishedBench open(Path stateDir, String fingerprint, String settings) {
        UnfinishedBench bench =
                new UnfinishedBench(stateDir.resolve("profiles").resolve(fingerprint + ".unfinished.json"), settings);
        try {
            if (Files.exists(bench.file)) {
                Contents contents = JSON.readValue(bench.file.toFile(), Contents.class);
                if (contents.settings().equals(settings)) {
                    bench.results.putAll(contents.results());
                }
            }
        } catch (IOException e) {
            bench.results.clear();
        }
        return bench;
    }

    public Path file() {
        return file;
    }

    public Optional<PointResult> find(Point point) {
        return Optional.ofNullable(results.get(point.key()));
    }

    /** @throws IOException when it cannot be kept; the file is as it was */
    public void put(Point point, PointResult result) throws IOException {
        results.put(point.key(), result);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, JSON.writeValueAsBytes(new Contents(settings, results)));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Keeps what the daemon reckons with in the device's profiles, all at once, and forgets the rest.
     *
     * @param points all of the bench that were measured
     */
    public void finish(Map<Point, PointResult> points, ProfileStore store) throws IOException {
        store.putAll(points.entrySet().stream()
                .filter(point -> point.getKey().isUsual())
                .map(point -> new ProfileStore.Entry(
                        point.getKey().job().variant().sha256(),
                        point.getKey().job().provider(),
                        point.getKey().job().threads(),
                        point.getValue().measurement()))
                .toList());
        forget();
    }

    /** Begins anew. */
    public void forget() throws IOException {
        results.clear();
        Files.deleteIfExists(file);
    }
}
