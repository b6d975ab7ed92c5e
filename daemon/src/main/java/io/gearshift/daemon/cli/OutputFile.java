package io.gearshift.daemon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that a command is told to write. */
final class OutputFile {

    private OutputFile() {}

    /** Before the long work: what cannot be written is told at once. */
    static void requireWritable(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw CliException.wrongUse(option + " " + file + ": a folder (expected: a file)", "");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw CliException.wrongUse(option + " " + file + ": no folder " + folder, "make it first");
        }
    }

    static void write(String option, Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw CliException.failed(option + " " + file + ": cannot be written: " + e.getMessage(), "");
        }
    }
}
