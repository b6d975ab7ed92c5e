package io.gearshift.daemon.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.daemon.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a live daemon recorded, replayed: the same decisions, byte for byte. */
class RecordingIT {

    private static final int FLIPS = 12;

    @TempDir
    private Path folder;

    private DaemonHome home;
    private TestingPack pack;

    @Test
    void recording_ofAnEventfulRun_replaysToTheSameBytes() throws Exception {
        home = new DaemonHome(folder, "fashion", "commands");
        pack = new TestingPack(folder.resolve("pack"));
        home.configure("policy: {pack: " + pack.folder() + "}\nrecord: {dir: traces}");
        TestingAnswers answers = new TestingAnswers(home.models(), "fashion", "commands");
        try (DaemonProcess daemon = home.start()) {
            daemon.await(
                    "both run",
                    d -> !d.variant("fashion").isEmpty()
                            && !d.variant("commands").isEmpty());
            TestingTraffic traffic = new TestingTraffic(daemon.address(), 2, answers.inputs(), answers::problem);
            try (traffic) {
                live(daemon);
            }
            daemon.signal("TERM");
            assertThat(daemon.exitCode(Duration.ofSeconds(20))).isZero();
        }
        Path trace = traces().get(0);
        CommandRun same = replay(trace);
        assertThat(same.exitCode()).as(same.out() + same.err()).isZero();
        assertThat(same.out()).contains("identical, byte for byte").doesNotContain("killed");
        flips(trace);

        try (DaemonProcess daemon = home.start()) {
            daemon.await(
                    "both run",
                    d -> !d.variant("fashion").isEmpty()
                            && !d.variant("commands").isEmpty());
            daemon.pin("fashion", "pruned");
            daemon.pin("fashion", "full");
            daemon.await(
                    "something was written",
                    d -> size(traces().get(1).resolve("decisions.jsonl")) > 0
                            && size(traces().get(1).resolve("events.jsonl")) > 0);
            daemon.killHard();
        }
        CommandRun torn = replay(traces().get(1));
        assertThat(torn.exitCode()).as(torn.out() + torn.err()).isZero();
        assertThat(torn.out()).contains("identical, byte for byte", "the recorder was killed");
        // As if the last block had not reached the disk whole.
        Path events = traces().get(1).resolve("events.jsonl");
        byte[] bytes = Files.readAllBytes(events);
        Files.write(events, java.util.Arrays.copyOf(bytes, bytes.length - 20));
        CommandRun cut = replay(traces().get(1));
        assertThat(cut.exitCode()).as(cut.out() + cut.err()).isZero();
        assertThat(cut.out()).contains("identical, byte for byte", "the recorder was killed");
    }

    private void live(DaemonProcess daemon) throws IOException {
        daemon.relax();
        daemon.awaitVariant("fashion", "full");
        home.device().temperature(96);
        daemon.awaitVariant("fashion", "pruned");
        home.device().temperature(45);
        daemon.awaitVariant("fashion", "full");
        home.device().mains(false).battery(8);
        daemon.await(
                "the battery is seen",
                d -> d.get("/v1/state").path("readings").toString().contains("0.08"));
        home.device().mains(true).battery(90).network(false);
        daemon.scene("{\"name\": \"camera\", \"attention\": \"BACKGROUND\"}");
        for (int i = 0; i < 6; i++) {
            daemon.pin("commands", i % 2 == 0 ? "pruned" : "full");
        }
        daemon.send("DELETE", "/v1/models/commands/pin", "");
        daemon.send("POST", "/v1/readings", "{\"readings\": [{\"sensor\": \"temp{zone=skin}\", \"value\": 41.5}]}");
        pack.warmAt(90);
        assertThat(daemon.send("POST", "/v1/policy/reload", "").statusCode()).isEqualTo(200);
        home.device().temperature(96);
        daemon.awaitVariant("fashion", "pruned");
        try (Stream<Path> files = Files.walk(home.models().resolve("commands"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        daemon.await("commands is gone", d -> d.model("commands").isMissingNode());
        home.copy("commands");
        daemon.await("commands runs", d -> !d.variant("commands").isEmpty());
    }

    /** Any byte of the decisions. */
    private void flips(Path trace) throws IOException {
        Path file = trace.resolve("decisions.jsonl");
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(11);
        for (int i = 0; i < FLIPS; i++) {
            int at = random.nextInt(whole.length);
            long line = new String(whole, 0, at, UTF_8)
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(file, flipped);
            CommandRun run = replay(trace);
            String said = "byte " + at + " of line " + line + ": " + run.out() + run.err();
            assertThat(run.exitCode()).as(said).isEqualTo(1);
            assertThat(run.out() + run.err())
                    .as(said)
                    .containsPattern("decision " + line + "\\b|decisions.jsonl:" + line + "\\b");
        }
        Files.write(file, whole);
    }

    private CommandRun replay(Path trace) {
        return CommandRun.of("replay", trace.toString(), "--state", home.state().toString());
    }

    private List<Path> traces() {
        try (Stream<Path> traces = Files.list(folder.resolve("traces"))) {
            return traces.sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
