package io.gearshift.registry.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Resident memory of this process.
 *
 * @param anonymousBytes heap and the like; zero where the system does not tell
 * @param fileBytes mapped from files, evictable
 */
record ProcessMemory(long anonymousBytes, long fileBytes) {

    private static final Path STATUS = Path.of("/proc/self/status");

    static ProcessMemory now() {
        long anonymous = 0;
        long file = 0;
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("RssAnon:")) {
                    anonymous = bytes(line);
                } else if (line.startsWith("RssFile:")) {
                    file = bytes(line);
                }
            }
        } catch (IOException e) {
            return new ProcessMemory(0, 0);
        }
        return new ProcessMemory(anonymous, file);
    }

    private static long bytes(String line) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    }

    /** Never negative: what others gave back meanwhile is not counted. */
    ProcessMemory since(ProcessMemory before) {
        return new ProcessMemory(
                Math.max(0, anonymousBytes - before.anonymousBytes), Math.max(0, fileBytes - before.fileBytes));
    }

    long totalBytes() {
        return anonymousBytes + fileBytes;
    }
}
