package io.gearshift.policies.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Reads files that somebody else may have put into a folder: a link may lead to any file of the device, a pipe keeps its
 * reader for ever, a device has no end.
 */
public final class ContainedFile {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_+@()-][\\p{L}\\p{N} ._+@()-]{0,99}");

    private ContainedFile() {}

    /** A file that is not read, and what to do. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final String hint;

        /** @param hint empty when there is nothing to say */
        public Refused(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        public String hint() {
            return hint;
        }
    }

    /** Whether the name shows itself as it is, in every message, on every terminal and in every bundle. */
    public static boolean isPlainName(String name) {
        return NAME.matcher(name).matches();
    }

    /** What {@link #isPlainName} asks for, for people. */
    public static String plainNames() {
        return "rename it: letters, digits, spaces, . - _ + @ ( ), at most 100 of them, not beginning with a dot";
    }

    /**
     * @param folder that must hold the file, links followed
     * @param most bytes, also when the file grows meanwhile
     * @throws Refused when it lies elsewhere, is no regular file or is too large
     * @throws IOException when it cannot be read
     */
    public static byte[] read(Path folder, Path file, int most) throws IOException {
        Path real = real(file);
        if (!real.startsWith(folder.toRealPath())) {
            throw new Refused("is a link that leaves the pack", "copy the file");
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw Files.isDirectory(real)
                    ? new Refused("is a folder, not a file", "give it another name, or remove it")
                    : new Refused("is not a regular file", "a pipe or device is not read: remove it");
        }
        try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new Refused("is larger than " + (most >> 20) + " MiB (" + most + " bytes)", "split it");
            }
            return bytes;
        }
    }

    private static Path real(Path file) throws IOException {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw Files.isSymbolicLink(file) ? new Refused("is a link to nothing", "remove it, or mend it") : e;
        }
    }
}
