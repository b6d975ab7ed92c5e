package io.gearshift.registry.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells that a file is another one than before, without reading it.
 *
 * @param identity device and inode where the file system has them
 */
record FileStamp(long bytes, FileTime changed, @Nullable Object identity) {

    private static final FileStamp ABSENT = new FileStamp(-1, FileTime.fromMillis(0), null);

    /** Follows links; a file that cannot be looked at counts as absent. */
    static FileStamp of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
