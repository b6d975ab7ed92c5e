package io.gearshift.registry.onnx;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * One prepacked model: {@code model.onnx}, {@code weights.bin} unless it is small, and {@code entry.properties}, which says
 * what the two must be. The model's file is checked by digest, for a wrong offset in it would crash the process; the
 * weights, which may be large, by their size.
 */
record PrepackEntry(Path folder) {

    static final String WEIGHTS = "weights.bin";

    private static final String PROPERTIES = "entry.properties";

    Path model() {
        return model(folder);
    }

    static Path model(Path folder) {
        return folder.resolve("model.onnx");
    }

    static Path weights(Path folder) {
        return folder.resolve(WEIGHTS);
    }

    /** Notes what has been written. */
    static void seal(Path folder, Path source) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("source", source.toAbsolutePath().toString());
        properties.setProperty("model.sha256", Digests.sha256(model(folder)));
        properties.setProperty("weights.bytes", Long.toString(weightBytes(folder)));
        try (Writer writer = Files.newBufferedWriter(folder.resolve(PROPERTIES))) {
            properties.store(writer, null);
        }
    }

    /** Fails when the entry is not what was sealed. */
    static PrepackEntry open(Path folder) throws IOException {
        Properties properties = properties(folder);
        String bytes = Long.toString(weightBytes(folder));
        if (!bytes.equals(properties.getProperty("weights.bytes"))) {
            throw new IOException(
                    WEIGHTS + ": " + bytes + " bytes (expected: " + properties.getProperty("weights.bytes") + ")");
        }
        if (!Digests.sha256(model(folder)).equals(properties.getProperty("model.sha256"))) {
            throw new IOException("model.onnx: its digest is not the one noted");
        }
        return new PrepackEntry(folder);
    }

    /** The model file that an entry was made from; empty when the entry does not say. */
    static Optional<Path> source(Path folder) {
        try {
            return Optional.ofNullable(properties(folder).getProperty("source")).map(Path::of);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static long weightBytes(Path folder) throws IOException {
        return Files.exists(weights(folder)) ? Files.size(weights(folder)) : 0;
    }

    private static Properties properties(Path folder) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(PROPERTIES))) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException(PROPERTIES + ": " + e.getMessage(), e);
        }
        return properties;
    }
}
