package io.gearshift.policies.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltPacksTest {

    @TempDir
    private Path state;

    @Test
    void built_manyTimes_keepsTheNewest() throws Exception {
        Path folder = state.resolve("packs");
        BuiltPacks built = BuiltPacks.open(folder);
        Instant begin = Instant.now().minus(Duration.ofDays(1));
        for (int i = 0; i < 200; i++) {
            String hash = Integer.toHexString(1000 + i);
            built.keep(hash, hash.getBytes(StandardCharsets.UTF_8));
            Files.setLastModifiedTime(built.jar(hash), FileTime.from(begin.plusSeconds(i)));
        }
        assertThat(built.find(Integer.toHexString(1199))).isPresent();
        assertThat(built.find(Integer.toHexString(1000))).isEmpty();
        assertThat(names(folder)).hasSizeLessThanOrEqualTo(2 * 65);
    }

    @Test
    void leftBehind_byAProcessThatWasKilled_isRemovedWhenOld() throws Exception {
        Path folder = state.resolve("packs");
        BuiltPacks built = BuiltPacks.open(folder);
        Path now = built.work();
        Path old = built.work();
        Files.writeString(old.resolve("pack.jar"), "half");
        Path temp = Files.writeString(folder.resolve("new-1.tmp"), "half");
        FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        Files.setLastModifiedTime(old, yesterday);
        Files.setLastModifiedTime(temp, yesterday);

        built.keep("abc", new byte[] {1});

        assertThat(old).doesNotExist();
        assertThat(temp).doesNotExist();
        assertThat(now).exists();
        assertThat(built.find("abc")).isPresent();
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).toList();
        }
    }
}
