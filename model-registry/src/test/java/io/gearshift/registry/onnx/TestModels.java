package io.gearshift.registry.onnx;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Model files of the tests; {@code src/test/models/make_models.py} made the tiny ones. */
public final class TestModels {

    private TestModels() {}

    /** A tiny model by its name without ending. */
    public static Path tiny(String name) {
        URL url = TestModels.class.getResource("/models/" + name + ".onnx");
        if (url == null) {
            throw new IllegalArgumentException(name + ": no such test model");
        }
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The sample registry, from this module's folder. */
    public static Path samples() {
        return Path.of("..", "samples", "models").toAbsolutePath().normalize();
    }

    public static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
