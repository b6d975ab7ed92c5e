package io.gearshift.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file in {@code src/test/resources/approved}; {@code -Dapprove} rewrites it for review. */
public final class Approved {

    private static final Path ROOT = Path.of("src/test/resources/approved");

    private Approved() {}

    public static void matches(String name, String actual) {
        Path file = ROOT.resolve(name);
        try {
            if (System.getProperty("approve") != null) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(actual).as(name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
