package io.gearshift.daemon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder that a trace is written to. */
final class NewTrace {

    private NewTrace() {}

    /** Before the long work. */
    static void require(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw CliException.wrongUse(folder + ": a file (expected: a new folder)", "name a new folder with --out");
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw CliException.wrongUse(folder + ": not empty", "name a new folder with --out");
            }
        } catch (IOException e) {
            throw CliException.failed(folder + ": cannot be read: " + e.getMessage(), "");
        }
    }
}
