package io.gearshift.daemon.demo.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftoversTest {

    @TempDir
    private Path dir;

    @Test
    void child_leftBehind_isEndedAndForgotten() throws Exception {
        Process child = new ProcessBuilder("sleep", "600").start();
        try {
            Leftovers.note(dir, "device.log", child.toHandle());

            Leftovers.end(dir);

            assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
            try (Stream<Path> files = Files.list(dir)) {
                assertThat(files).isEmpty();
            }
        } finally {
            child.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x y", "1", "99999999999 2020-01-01T00:00:00Z"})
    void note_thatMakesNoSense_isNobody(String note) {
        assertThat(Leftovers.find(note)).isEmpty();
    }

    /** The same id, another start: not ours. */
    @Test
    void note_ofAnEarlierProcessWithTheSameId_isNobody() {
        assertThat(Leftovers.find(ProcessHandle.current().pid() + " 2020-01-01T00:00:00Z"))
                .isEmpty();
    }
}
