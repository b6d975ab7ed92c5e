package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a pack, not in it: the old rules stay, the daemon says why, and goes on when it is over. */
@Timeout(300)
class ReloadFailuresIT {

    @TempDir
    private Path folder;

    @Test
    void compiler_killedInTheMiddle_leavesTheOldRules() throws Exception {
        try (Authored authored = new Authored(folder, "reload: false")) {
            authored.pack.warmAt(71);
            CompletableFuture<HttpResponse<String>> reload = authored.reloading();
            compiler(authored.daemon, reload).destroyForcibly();

            authored.isRefused(reload.get(60, TimeUnit.SECONDS), 409, "unavailable", "exit code 137");
            assertThat(left(authored.home)).as("of the build").isEmpty();
            authored.isTakenUp();
        }
    }

    /** As the kernel tells it, which shows the whole line; a process that is only on its way to be one is none. */
    private static boolean compiles(ProcessHandle child) {
        try {
            Path line = Path.of("/proc", Long.toString(child.pid()), "cmdline");
            return Files.readString(line).contains("PackCompilerMain");
        } catch (IOException e) {
            return false; // gone
        }
    }

    /** The child of the daemon that compiles now. */
    private static ProcessHandle compiler(DaemonProcess daemon, CompletableFuture<?> reload) {
        while (!reload.isDone()) {
            Optional<ProcessHandle> found = ProcessHandle.of(daemon.pid())
                    .orElseThrow()
                    .children()
                    .filter(ReloadFailuresIT::compiles)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no compiler was seen: " + reload);
    }

    private static List<String> left(DaemonHome home) throws IOException {
        try (Stream<Path> files = Files.list(home.state().resolve("packs"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.matches("[0-9a-f]+\\.(jar|sha256|tests\\.json)"))
                    .toList();
        }
    }

    @Test
    void asked_whileOneRuns_allAreAnsweredAndTheLastContentWins() throws Exception {
        try (Authored authored = new Authored(folder, "reload: false")) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                authored.pack.warmAt(72 + i);
                answers.add(authored.reloading());
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get(120, TimeUnit.SECONDS).statusCode()).isIn(200, 409);
            }
            authored.isTakenUp();
            authored.home.device().temperature(91);
            authored.daemon.awaitVariant("fashion", "full"); // warm begins above 91
            authored.home.device().temperature(93);
            authored.daemon.awaitVariant("fashion", "pruned");
        }
    }

    @Test
    void jar_brokenOnDisk_isBuiltAgain() throws Exception {
        try (Authored authored = new Authored(folder, "reload: false")) {
            authored.pack.warmAt(75);
            authored.isTakenUp();
            String hash = authored.hash();
            Path jar = authored.home.state().resolve("packs").resolve(hash + ".jar");
            authored.pack.warmAt(60);
            authored.isTakenUp();
            try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
                file.setLength(file.length() / 2);
            }
            authored.pack.warmAt(75);
            authored.isTakenUp();
            assertThat(authored.hash()).isEqualTo(hash);
        }
    }

    @Test
    void disk_full_leavesTheOldRulesAndSaysSo() throws Exception {
        Path packs = Files.createDirectories(folder.resolve("state/packs"));
        assumeThat(mount(packs)).as("a small file system needs root").isTrue();
        try (Authored authored = new Authored(folder, "reload: false")) {
            Path filler = packs.resolve("filler");
            fill(filler);
            authored.pack.warmAt(71);
            authored.isRefused(authored.reloading().get(60, TimeUnit.SECONDS), 409, "unavailable", "No space left");

            Files.delete(filler);
            authored.isTakenUp();
        } finally {
            run("umount", "-l", packs.toString());
        }
    }

    private static boolean mount(Path at) throws Exception {
        return System.getProperty("user.name").equals("root")
                && run("mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", at.toString()) == 0;
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            byte[] block = new byte[4096];
            for (int i = 0; i < 4096; i++) {
                out.write(block);
            }
        } catch (IOException e) {
            return; // full
        }
        throw new AssertionError("16 MB fit into 2 MB");
    }

    @Test
    void quickSaves_underTheWatch_endWithTheLastContentAndFewBuilds() throws Exception {
        try (Authored authored = new Authored(folder, "reload: true")) {
            for (int i = 0; i < 20; i++) {
                authored.pack.write("rule \"Half of a rule that is just being typed " + i);
                authored.pack.warmAt(72 + i);
            }
            authored.home.device().temperature(91);
            authored.daemon.awaitVariant("fashion", "full");
            authored.home.device().temperature(93);
            authored.daemon.awaitVariant("fashion", "pruned");
            assertThat(authored.daemon
                            .get("/v1/policy")
                            .path("reload")
                            .path("outcome")
                            .asText())
                    .isIn("activated", "unchanged");
        }
    }

    /** A daemon that runs a pack of its author, and the author. */
    private static final class Authored implements AutoCloseable {
        private final DaemonHome home;
        private final TestingPack pack;
        private final DaemonProcess daemon;

        Authored(Path folder, String more) throws Exception {
            home = new DaemonHome(folder, "fashion");
            pack = new TestingPack(folder.resolve("pack"));
            home.configure("policy: {pack: " + pack.folder() + ", " + more + "}");
            home.device().temperature(65);
            daemon = home.start();
            daemon.relax();
            daemon.awaitMeasured();
            daemon.awaitVariant("fashion", "pruned");
        }

        CompletableFuture<HttpResponse<String>> reloading() {
            return CompletableFuture.supplyAsync(() -> daemon.send("POST", "/v1/policy/reload", ""), task -> {
                Thread thread = new Thread(task, "author");
                thread.setDaemon(true);
                thread.start();
            });
        }

        String hash() {
            return daemon.get("/v1/state").path("policy").path("hash").asText();
        }

        void isRefused(HttpResponse<String> answer, int status, String outcome, String why) {
            JsonNode json = DaemonProcess.json(answer);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(json.path("outcome").asText()).isEqualTo(outcome);
            assertThat(json.path("error").asText()).contains(why);
            assertThat(json.path("hint").asText()).contains("have not changed");
            assertThat(json.path("policy").path("hash").asText()).isEqualTo(hash());
            assertThat(daemon.get("/v1/state").path("faults").toString()).contains(why);
            assertThat(daemon.variant("fashion")).as("by the old rules").isEqualTo("pruned");
        }

        void isTakenUp() {
            HttpResponse<String> reload = daemon.send("POST", "/v1/policy/reload", "");
            assertThat(reload.statusCode()).as(reload.body()).isEqualTo(200);
            assertThat(daemon.get("/v1/state").path("faults")).isEmpty();
        }

        @Override
        public void close() {
            daemon.close();
        }
    }
}
