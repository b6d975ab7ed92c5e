package io.gearshift.daemon.web;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/**
 * One static file from the class path.
 *
 * @param tag strong entity tag, of the content
 */
record WebFile(String type, String tag, byte[] bytes) {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** Throws IllegalStateException when the build left the file out. */
    static WebFile read(String resource) {
        try (InputStream in = WebFile.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        resource + ": not on the class path (expected: packaged with the daemon)");
            }
            byte[] bytes = in.readAllBytes();
            String ending = resource.substring(resource.lastIndexOf('.') + 1);
            return new WebFile(Objects.requireNonNull(TYPES.get(ending), resource), tag(bytes), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    int length() {
        return bytes.length;
    }

    Buffer body() {
        return Buffer.buffer(bytes);
    }
}
