package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred exchanges of the rules while requests come in, then everything that can go wrong with a pack. */
class ReloadStormIT {

    private static final int RELOADS = 200;
    private static final int WARM = 50;

    /** The pack in force, the one just closed, and one that a soft reference may still hold. */
    private static final int MOST_LOADERS = 3;

    @TempDir
    private Path folder;

    @Test
    void rules_exchangedUnderLoad_loseNoRequestAndLeaveNothingBehind() throws Exception {
        DaemonHome home = new DaemonHome(folder, "fashion");
        TestingPack pack = new TestingPack(folder.resolve("pack"));
        home.configure("policy: {pack: " + pack.folder() + ", reload: false, shadow: default}");
        try (DaemonProcess daemon = home.start()) {
            daemon.relax();
            daemon.awaitMeasured();
            daemon.awaitVariant("fashion", "full");
            ByteBuffer zeros = ByteBuffer.allocate(784 * 4).order(ByteOrder.LITTLE_ENDIAN);
            Map<String, List<Tensor>> inputs =
                    Map.of("fashion", List.of(new Tensor("image", DataType.FP32, new long[] {1, 1, 28, 28}, zeros)));
            try (TestingTraffic traffic = new TestingTraffic(daemon.address(), 2, inputs, (model, answer) -> "")) {
                long before = 0;
                for (int i = 1; i <= RELOADS; i++) {
                    pack.warmAt(i % 2 == 0 ? 80 : 90);
                    HttpResponse<String> reload = daemon.send("POST", "/v1/policy/reload", "");
                    assertThat(reload.statusCode()).as(reload.body()).isEqualTo(200);
                    assertThat(DaemonProcess.json(reload).path("outcome").asText())
                            .isEqualTo("activated");
                    if (i == WARM) {
                        jcmd(daemon, "GC.run");
                        before = daemon.memory("RssAnon");
                    }
                }
                jcmd(daemon, "GC.run");
                long grown = daemon.memory("RssAnon") - before;
                System.out.println("reloads " + WARM + ".." + RELOADS + ": RSS grew by " + grown / 1024 + " kB of "
                        + before / 1024 + " kB, " + loaders(daemon) + " pack loaders live, " + traffic.right()
                        + " requests answered");
                assertThat(loaders(daemon)).isLessThanOrEqualTo(MOST_LOADERS + 1); // the shadow has one too
                assertThat(grown).isLessThan(8 << 20);
                assertThat(traffic.failed()).isEmpty();
                assertThat(traffic.right()).isPositive();
            }
            assertThat(daemon.send("GET", "/metrics", "").body())
                    .contains("gearshift_policy_reloads_total{outcome=\"activated\"} 200");
            keepsTheOldRules(pack, daemon);
        }
    }

    private static void keepsTheOldRules(TestingPack pack, DaemonProcess daemon) throws IOException {
        String hash = hash(daemon);
        pack.write("rule \"Half");
        JsonNode refused = refusal(daemon, 422, "refused");
        assertThat(refused.path("problems").get(0).path("file").asText()).isEqualTo("warm.drl");
        assertThat(refused.path("problems").get(0).path("line").asInt()).isEqualTo(1);
        pack.warmAt(70);
        Path tests = Files.createDirectories(pack.folder().resolve("tests"));
        Files.writeString(tests.resolve("warm.yaml"), "tests: {no: list}\n");
        assertThat(refusal(daemon, 422, "tests_failed")
                        .path("problems")
                        .get(0)
                        .path("file")
                        .asText())
                .isEqualTo("tests/warm.yaml");
        Path away = pack.folder().resolveSibling("away");
        Files.move(pack.folder(), away);
        refusal(daemon, 409, "unavailable");
        Files.move(away, pack.folder());
        Files.delete(tests.resolve("warm.yaml"));
        assertThat(hash(daemon)).isEqualTo(hash);
        assertThat(daemon.send("POST", "/v1/policy/reload", "").statusCode()).isEqualTo(200);
        assertThat(hash(daemon)).isNotEqualTo(hash);
        assertThat(daemon.get("/v1/state").path("faults")).isEmpty();
    }

    private static JsonNode refusal(DaemonProcess daemon, int status, String outcome) {
        HttpResponse<String> reload = daemon.send("POST", "/v1/policy/reload", "");
        assertThat(reload.statusCode()).as(reload.body()).isEqualTo(status);
        assertThat(DaemonProcess.json(reload).path("outcome").asText()).isEqualTo(outcome);
        return DaemonProcess.json(reload);
    }

    private static long loaders(DaemonProcess daemon) throws IOException {
        return jcmd(daemon, "VM.classloader_stats")
                .lines()
                .filter(line -> line.contains("PackClassLoader"))
                .count();
    }

    private static String jcmd(DaemonProcess daemon, String command) throws IOException {
        Process process = new ProcessBuilder(
                        DaemonProcess.THIS_JAVA.resolveSibling("jcmd").toString(), Long.toString(daemon.pid()), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String hash(DaemonProcess daemon) {
        return daemon.get("/v1/state").path("policy").path("hash").asText();
    }
}
