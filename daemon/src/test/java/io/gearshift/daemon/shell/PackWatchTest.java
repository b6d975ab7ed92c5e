package io.gearshift.daemon.shell;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.policies.pack.PackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What editors, copies and version control do to a pack's folder. The watch's pause is the test's: between two looks it
 * takes the next step of a save, so that no clock decides what counts as one change.
 */
@Timeout(120)
class PackWatchTest {

    @TempDir
    private Path parent;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private Path pack;
    private Path rules;
    private PackWatch watch;

    /** One step of a save. */
    private interface Step {
        void run() throws IOException;
    }

    private record Folder(Path path) implements Origin {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public Proven load() throws PackException {
            throw new PackException("never loaded", "");
        }

        @Override
        public List<Path> folders() {
            return List.of(path);
        }
    }

    @BeforeEach
    void start() throws IOException {
        pack = Files.createDirectories(parent.resolve("pack"));
        rules = Files.writeString(pack.resolve("heat.drl"), "old");
        watch = PackWatch.of(new Folder(pack), () -> told.add(read(rules)), this::pause);
        watch.start();
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    private boolean pause() {
        Step next;
        synchronized (steps) {
            next = steps.poll();
        }
        try {
            if (next != null) {
                next.run();
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "nothing";
        }
    }

    /** The first step now, each other one while the watch waits for the folder to be quiet. */
    private void save(Step first, Step... others) throws IOException {
        synchronized (steps) {
            steps.addAll(Arrays.asList(others));
        }
        first.run();
    }

    /** In one step, whoever looks meanwhile. */
    private void write(String content) throws IOException {
        Path hidden = Files.writeString(parent.resolve("written-beside"), content);
        Files.move(hidden, rules, REPLACE_EXISTING, ATOMIC_MOVE);
    }

    private void isToldOnce(String content) throws InterruptedException, IOException {
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo(content);
        // A later change is the next that is told: there was no second call for the one before.
        save(() -> write("the next change, of another length"));
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("the next change, of another length");
        assertThat(told).isEmpty();
    }

    @Test
    void file_truncatedThenWritten_isToldWhole() throws Exception {
        save(
                () -> Files.writeString(rules, ""),
                () -> Files.writeString(rules, "ne"),
                () -> Files.writeString(rules, "w", StandardOpenOption.APPEND));
        isToldOnce("new");
    }

    @Test
    void file_writtenBesideAndRenamed_isToldOnce() throws Exception {
        Path temp = pack.resolve("heat.drl.tmp");
        save(
                () -> Files.createFile(temp),
                () -> Files.writeString(temp, "n"),
                () -> Files.writeString(temp, "new"),
                () -> Files.move(temp, rules, REPLACE_EXISTING, ATOMIC_MOVE));
        isToldOnce("new");
    }

    @Test
    void file_deletedThenMadeAgain_isToldWhole() throws Exception {
        save(() -> Files.delete(rules), () -> Files.writeString(rules, "new"));
        isToldOnce("new");
    }

    @Test
    void vim_savesByBackupAndNewFile_isToldOnceAndItsSwapFileIsNot() throws Exception {
        Path swap = pack.resolve(".heat.drl.swp");
        Path backup = pack.resolve("heat.drl~");
        Files.writeString(swap, "b0VIM");
        save(
                () -> Files.move(rules, backup),
                () -> Files.writeString(rules, "new"),
                () -> Files.delete(backup),
                () -> Files.delete(swap));
        isToldOnce("new");
    }

    @Test
    void editorsOwnFiles_alone_areNotTold() throws Exception {
        Files.writeString(pack.resolve(".heat.drl.swp"), "b0VIM");
        Files.createSymbolicLink(pack.resolve(".#heat.drl"), Path.of("user@host.1234:1"));
        Files.writeString(pack.resolve("#heat.drl#"), "unsaved");
        Files.writeString(pack.resolve("~$limits.xlsx"), "locked");
        Files.writeString(pack.resolve("heat.drl~"), "older");
        save(() -> write("new"));
        isToldOnce("new");
    }

    @Test
    void folder_checkedOutAnew_isToldWhole() throws Exception {
        Path away = parent.resolve("away");
        save(
                () -> Files.move(pack, away),
                () -> Files.createDirectory(pack),
                () -> Files.writeString(pack.resolve("pack.yaml"), "name: x"),
                () -> Files.createDirectory(pack.resolve("tests")),
                () -> Files.writeString(pack.resolve("tests/a.yaml"), "tests: []"),
                () -> Files.writeString(rules, "new"));
        isToldOnce("new");
        save(() -> Files.writeString(pack.resolve("tests/a.yaml"), "tests: [] # of the new folder"));
        assertThat(told.poll(60, TimeUnit.SECONDS))
                .as("the new folders are watched")
                .isNotNull();
    }

    @Test
    void twentyQuickSaves_areToldOnceWithTheLast() throws Exception {
        Step[] saves = new Step[20];
        for (int i = 0; i < saves.length; i++) {
            String content = "save " + (i + 1);
            saves[i] = () -> Files.writeString(rules, content);
        }
        save(() -> write("save 0"), saves);
        isToldOnce("save 20");
    }

    @Test
    void folder_thatIsNeverQuiet_isToldAllTheSame() throws Exception {
        Step again = new Step() {
            private int n;

            @Override
            public void run() throws IOException {
                write("save " + n++ + " of a log that somebody put into the pack");
                synchronized (steps) {
                    steps.add(this);
                }
            }
        };
        save(again);
        assertThat(told.poll(60, TimeUnit.SECONDS)).startsWith("save ");
    }

    @Test
    void change_betweenLookAndStart_isTold() throws Exception {
        watch.close();
        watch = PackWatch.of(new Folder(pack), () -> told.add(read(rules)), this::pause);
        Files.writeString(rules, "changed while it was loaded");
        watch.start();
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("changed while it was loaded");
    }
}
