package io.gearshift.simulator.importer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The first bytes of a file, enough to tell its format. */
record LogHead(byte[] bytes) {

    private static final int LENGTH = 16 * 1024;

    static LogHead of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new LogHead(in.readNBytes(LENGTH));
        }
    }

    /** The whole of a text file; a byte that is no UTF-8 spoils its line and not the file. */
    static BufferedReader text(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return text().lines().toList();
    }
}
