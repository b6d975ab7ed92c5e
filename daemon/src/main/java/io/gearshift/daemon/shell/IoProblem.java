package io.gearshift.daemon.shell;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the file system refused, in words: its exceptions often say no more than a path. */
final class IoProblem {

    private IoProblem() {}

    static String of(IOException e) {
        if (!(e instanceof FileSystemException refused)) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        return refused.getFile() + ": " + reason(refused);
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "is there, and is not a folder";
        }
        return e.getReason() == null ? "refused by the file system" : e.getReason();
    }
}
