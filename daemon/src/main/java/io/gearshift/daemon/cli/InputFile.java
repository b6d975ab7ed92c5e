package io.gearshift.daemon.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a person names.
 *
 * @param option it was named with; empty for an argument
 * @param what it is to be, e.g. {@code a mapping of columns}
 * @param hint where such a file is described
 */
record InputFile(String option, String what, String hint) {

    /** @throws CliException saying what is there instead */
    String text(Path file) {
        require(file);
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw wrong(file, "no UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** @throws CliException when it is no file that can be opened */
    void require(Path file) {
        if (Files.isDirectory(file)) {
            throw wrong(file, "a folder");
        } else if (!Files.exists(file)) {
            throw wrong(file, "no such file");
        } else if (!Files.isReadable(file)) {
            throw wrong(file, "no permission to read it");
        }
    }

    CliException unreadable(Path file, IOException e) {
        return wrong(file, "cannot be read: " + e.getMessage());
    }

    private CliException wrong(Path file, String problem) {
        String name = option.isEmpty() ? file.toString() : option + " " + file;
        return CliException.wrongUse(name + ": " + problem + " (expected: " + what + ")", hint);
    }
}
