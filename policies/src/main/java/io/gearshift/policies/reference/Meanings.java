package io.gearshift.policies.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * What the comments in the code say of each name. A program does not know its own comments, so they are kept in a file of
 * the build, which a test holds to the code.
 */
final class Meanings {

    static final String FILE = "vocabulary.properties";

    private final Properties texts;

    private Meanings(Properties texts) {
        this.texts = texts;
    }

    static Meanings read() {
        Properties texts = new Properties();
        try (InputStream in = Meanings.class.getResourceAsStream("/" + FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from this build");
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Meanings(texts);
    }

    /** Of {@code Device}, {@code Device.heat}, {@code Heat.HOT} or {@code policy.forbid.2}; empty when nothing is said. */
    String of(String name) {
        return texts.getProperty(name, "");
    }
}
