package io.gearshift.simulator.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The first bytes of a file, enough to tell its format. */
record LogHead(byte[] bytes) {

    private static final int LENGTH = 16 * 1024;

    static LogHead of(Path file) throws IOException {
        try (InputStream in = Unpacked.of(file)) {
            return new LogHead(in.readNBytes(LENGTH));
        }
    }

    String text() {
        return LogText.decode(bytes);
    }

    List<String> lines() {
        return text().lines().toList();
    }
}
