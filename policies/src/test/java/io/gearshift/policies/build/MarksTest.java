package io.gearshift.policies.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof of the escapes is worth what its marks are: each is seen when what it stands for happens. */
class MarksTest {

    @TempDir
    private Path folder;

    @Test
    void marks_ofAQuietProcess_areNone() throws Exception {
        try (Marks marks = new Marks(folder)) {
            assertThat(marks.found()).isEmpty();
        }
    }

    @Test
    void marks_ofWhatEscapesDo_areAllSeen() throws Exception {
        try (Marks marks = new Marks(folder)) {
            Files.createFile(Path.of(marks.aim("FILE")));
            Files.delete(Path.of(marks.aim("VICTIM")));
            Process process = new ProcessBuilder("sleep", "60").start();
            Thread thread = new Thread(LockSupport::park, "escaped");
            thread.setDaemon(true);
            thread.start();
            System.setProperty("gearshift.escaped", "yes");
            try (ServerSocket listener = new ServerSocket(Integer.parseInt(marks.aim("PORT")));
                    Socket visit = new Socket("127.0.0.1", Integer.parseInt(marks.aim("DOOR")))) {
                assertThat(listener.isBound() && visit.isConnected()).isTrue();
                assertThat(marks.found())
                        .containsExactly(
                                "file", "file changed", "process", "listener", "connection", "thread", "property");
            } finally {
                System.clearProperty("gearshift.escaped");
                LockSupport.unpark(thread);
                thread.join();
                process.destroyForcibly().waitFor();
            }
        }
    }
}
