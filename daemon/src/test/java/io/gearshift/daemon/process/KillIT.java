package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at bad moments: the next start comes back to what was in force. */
class KillIT {

    @TempDir
    private Path folder;

    @Test
    void kill_rightAfterAnAnswer_comesBackToGearsPinsAndScene() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion", "commands");
        TestingAnswers answers = new TestingAnswers(home.models(), "fashion", "commands");
        Set<String> decisions = new HashSet<>();
        String[] variants = {"pruned", "full"};
        for (int round = 0; round < 4; round++) {
            String fashion = variants[round % 2];
            String commands = variants[(round + 1) % 2];
            try (DaemonProcess daemon = home.start()) {
                daemon.await(
                        "both run",
                        d -> !d.variant("fashion").isEmpty()
                                && !d.variant("commands").isEmpty());
                remember(decisions, daemon);
                TestingTraffic traffic = new TestingTraffic(daemon.address(), 4, answers.inputs(), answers::problem);
                try (traffic) {
                    daemon.await("traffic flows", d -> traffic.right() > 20);
                    daemon.pin("fashion", fashion);
                    daemon.pin("commands", commands);
                    daemon.scene("{\"name\": \"round-" + round + "\", \"latencyObjectiveMs\": 900}");
                    daemon.killHard();
                }
                assertThat(traffic.wrong()).isEmpty();
            }
            try (DaemonProcess daemon = home.start()) {
                daemon.awaitVariant("fashion", fashion);
                daemon.awaitVariant("commands", commands);
                assertThat(daemon.model("fashion").path("pin").path("gear").asText())
                        .isEqualTo(fashion + "@cpu:1");
                assertThat(daemon.model("commands").path("pin").path("gear").asText())
                        .isEqualTo(commands + "@cpu:1");
                JsonNode scene = daemon.get("/v1/state").path("scene");
                assertThat(scene.path("name").asText()).isEqualTo("round-" + round);
                assertThat(scene.path("latencyObjectiveMs").asDouble()).isEqualTo(900);
                // Straight to the gears of before, not by way of others.
                assertThat(daemon.get("/v1/decisions?model=fashion"))
                        .allMatch(d -> d.path("gear").asText().equals(fashion + "@cpu:1"));
                remember(decisions, daemon);
                daemon.killHard();
            }
        }
    }

    /** Fails when one was there before. */
    private static void remember(Set<String> decisions, DaemonProcess daemon) {
        List<String> now = new ArrayList<>();
        daemon.get("/v1/decisions").forEach(d -> now.add(d.path("id").asText()));
        assertThat(now).isNotEmpty().noneMatch(decisions::contains);
        decisions.addAll(now);
    }

    @Test
    void restartFile_torn_isSetAsideAndToldAndNoDecisionIdRepeats() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion");
        Set<String> decisions = new HashSet<>();
        try (DaemonProcess daemon = home.start()) {
            daemon.await("fashion runs", d -> !d.variant("fashion").isEmpty());
            remember(decisions, daemon);
            daemon.killHard();
        }
        Path file = home.state().resolve("run/127.0.0.1-0.json");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));
        try (DaemonProcess daemon = home.start()) {
            daemon.await("fashion runs", d -> !d.variant("fashion").isEmpty());
            remember(decisions, daemon);
            assertThat(daemon.err()).contains(file + ": cannot be read").contains("kept as " + file + ".bad");
            assertThat(file.resolveSibling(file.getFileName() + ".bad")).exists();
            daemon.killHard();
        }
        try (DaemonProcess daemon = home.start()) {
            daemon.await("fashion runs", d -> !d.variant("fashion").isEmpty());
            remember(decisions, daemon);
            assertThat(daemon.err()).doesNotContain("cannot be read");
        }
    }

    @Test
    void kill_whileProfilesAreWritten_keepsWhatWasMeasured() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion", "commands");
        int measured;
        try (DaemonProcess daemon = home.start()) {
            daemon.await("one gear is measured", d -> done(d) > 0);
            measured = done(daemon);
            daemon.killHard();
        }
        try (DaemonProcess daemon = home.start()) {
            daemon.await("measuring goes on", d -> total(d) > 0);
            assertThat(total(daemon)).isLessThanOrEqualTo(4 - measured);
            daemon.awaitMeasured();
            assertThat(daemon.err()).doesNotContain("set aside", "not usable");
            daemon.signal("TERM");
            assertThat(daemon.exitCode(Duration.ofSeconds(20))).isZero();
        }
    }

    private static int done(DaemonProcess daemon) {
        return daemon.get("/v1/state").path("profiling").path("done").asInt();
    }

    private static int total(DaemonProcess daemon) {
        return daemon.get("/v1/state").path("profiling").path("total").asInt();
    }
}
