package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.daemon.cli.CommandRun;
import io.gearshift.daemon.rollout.TestingServer;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.Keys;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that follows a server of signed bundles, over TLS, under load. */
@Timeout(300)
class PolicyBundleIT {

    private static final int BATCH = 32;

    @TempDir
    private static Path shared;

    private static Vertx vertx;
    private static TestingServer server;
    private static TestingBundles author;
    private static Bundle pruned1;
    private static Bundle full2;

    @TempDir
    private Path folder;

    private DaemonHome home;

    @BeforeAll
    static void author() throws Exception {
        vertx = Vertx.vertx();
        server = new TestingServer(vertx, TestingServer.certificate(shared));
        author = new TestingBundles(shared);
        author.publicKey();
        pruned1 = author.taking("pruned", "1.0");
        full2 = author.taking("full", "2.0");
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @BeforeEach
    void lay() throws Exception {
        home = new DaemonHome(folder, "fashion");
        server.answered.clear();
    }

    private DaemonHome following(String shadow, String watch, String more) throws IOException {
        return home.configure("policy: {" + more + "bundle: {url: \"" + server.url() + "\", caFile: "
                + shared.resolve("ca.pem") + ", publicKeyFile: " + shared.resolve("release.key.pub")
                + ", interval: 200ms, shadow: " + shadow + ", watch: " + watch + "}}");
    }

    private static JsonNode bundle(DaemonProcess daemon) {
        return daemon.get("/v1/policy").path("bundle");
    }

    private static String version(DaemonProcess daemon, String which) {
        return bundle(daemon).path(which).path("version").asText();
    }

    private static void awaitSteady(DaemonProcess daemon, String version) {
        daemon.await(
                version + " stays",
                d -> version(d, "active").equals(version)
                        && bundle(d).path("phase").asText().equals("steady"));
    }

    private static void awaitPull(DaemonProcess daemon, String outcome, String says) {
        daemon.await(outcome + " " + says, d -> {
            JsonNode pull = bundle(d).path("pull");
            return pull.path("outcome").asText().equals(outcome)
                    && pull.path("error").asText("").contains(says);
        });
    }

    private static void awaitRefused(DaemonProcess daemon, String version, String why) {
        daemon.await(version + " is refused", d -> {
            for (JsonNode refused : bundle(d).path("refused")) {
                if (refused.path("bundle").path("version").asText().equals(version)) {
                    return refused.path("reason").asText().contains(why);
                }
            }
            return false;
        });
    }

    private static TestingTraffic traffic(DaemonProcess daemon) {
        return new TestingTraffic(daemon.address(), 2, Map.of("fashion", question(BATCH)), (model, answer) -> "");
    }

    private static List<Tensor> question(int batch) {
        ByteBuffer zeros = ByteBuffer.allocate(batch * 784 * 4).order(ByteOrder.LITTLE_ENDIAN);
        return List.of(new Tensor("image", DataType.FP32, new long[] {batch, 1, 28, 28}, zeros));
    }

    private static String metrics(DaemonProcess daemon) {
        return daemon.send("GET", "/metrics", "").body();
    }

    @Test
    void bundle_new_takesOverUnderLoad_andWhatIsWrongAfterItChangesNothing() throws Exception {
        server.offer(author.signed(pruned1));
        following("300ms", "300ms", "");
        home.device().temperature(50);
        try (DaemonProcess daemon = home.start();
                TestingTraffic traffic = startedTraffic(daemon)) {
            awaitSteady(daemon, "1.0");
            daemon.awaitVariant("fashion", "pruned");
            daemon.await("it is not fetched again", d -> server.answered.contains("304"));
            assertThat(server.answered).containsOnlyOnce("200");
            assertThat(daemon.get("/v1/policy").path("origin").asText()).startsWith("bundle shop 1.0 (");
            assertThat(daemon.get("/v1/policy").path("tests").asInt()).isEqualTo(1);
            String hash = daemon.get("/v1/policy").path("policy").path("hash").asText();

            server.offer(full2.signed(Keys.generate().getPrivate()).bytes());
            awaitPull(daemon, "untrusted", "signed by no key in policy.bundle.publicKeyFile");
            server.offer(Arrays.copyOf(author.signed(full2), 2000));
            awaitPull(daemon, "untrusted", "not a whole zip file");
            server.behave(request -> request.connection().close());
            awaitPull(daemon, "failed", "");
            server.offer(author.signed(author.taking("full", "0.9")));
            awaitRefused(daemon, "0.9", "older than the one in force, shop 1.0");
            awaitPull(daemon, "unchanged", "");

            assertThat(daemon.get("/v1/policy").path("policy").path("hash").asText())
                    .isEqualTo(hash);
            assertThat(metrics(daemon))
                    .containsPattern(
                            "gearshift_policy_bundle_pulls_total\\{outcome=\"untrusted\"\\} ([2-9]|[1-9][0-9]+)")
                    .contains("gearshift_policy_bundle_changes_total{change=\"activated\"} 1")
                    .contains("gearshift_policy_bundle_changes_total{change=\"refused\"} 1")
                    .contains("gearshift_policy_bundle_last_good_pull_seconds 1.");
            assertThat(daemon.err())
                    .contains("policy bundle shop 1.0", "policy bundle shop 0.9")
                    .doesNotContain("ERROR");
            traffic.close();
            assertThat(traffic.failed()).isEmpty();
            assertThat(traffic.right()).isPositive();
            daemon.signal("TERM");
            assertThat(daemon.exitCode(Duration.ofSeconds(100))).isZero();
        }
        server.behave(request -> request.connection().close());
        try (DaemonProcess again = home.start()) {
            assertThat(again.get("/v1/policy").path("origin").asText()).startsWith("bundle shop 1.0 (");
            awaitPull(again, "failed", "");
            again.awaitVariant("fashion", "pruned");
        }
        keptBundle_damaged_givesTheConfiguredPack_andSaysSo();
    }

    private void keptBundle_damaged_givesTheConfiguredPack_andSaysSo() throws Exception {
        Path kept = home.state().resolve("bundles/" + pruned1.digest() + ".gsp");
        Files.write(kept, pruned1.signed(Keys.generate().getPrivate()).bytes());
        try (DaemonProcess again = home.start()) {
            assertThat(again.get("/v1/policy").path("origin").asText()).isEqualTo("default");
            assertThat(again.get("/v1/state").path("faults").toString())
                    .contains("policy bundle", "is not used", "not signed by a key that is trusted now");
        }
    }

    @Test
    void bundle_eachChangeOfIt_isAnEvent() throws Exception {
        server.behave(request -> request.connection().close());
        following("300ms", "300ms", "");
        try (DaemonProcess daemon = home.start()) {
            HttpResponse<Stream<String>> events = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(daemon.address().resolve("/v1/events"))
                                    .build(),
                            BodyHandlers.ofLines());
            Iterator<String> lines = events.body().iterator();
            assertThat(lines.next()).startsWith("retry:"); // it listens
            server.offer(author.signed(pruned1));

            for (String change : List.of("staged", "activated", "kept")) {
                JsonNode event = nextBundleEvent(lines);
                assertThat(event.path("change").asText()).isEqualTo(change);
                assertThat(event.path("at").asText()).matches("20\\d\\d-.*Z");
                assertThat(event.at("/bundle/name").asText()).isEqualTo("shop");
                assertThat(event.at("/bundle/version").asText()).isEqualTo("1.0");
                assertThat(event.at("/bundle/digest").asText()).isEqualTo(pruned1.digest());
            }
            server.offer(author.signed(author.taking("full", "0.9")));
            JsonNode refused = nextBundleEvent(lines);
            assertThat(refused.path("change").asText()).isEqualTo("refused");
            assertThat(refused.path("text").asText()).contains("older than the one in force, shop 1.0");
            assertThat(bundle(daemon).path("last")).isEqualTo(refused);
        }
    }

    /** Others come between. */
    private static JsonNode nextBundleEvent(Iterator<String> lines) throws IOException {
        String line = lines.next();
        while (!line.equals("event: bundle")) {
            line = lines.next();
        }
        String data = lines.next();
        assertThat(data).startsWith("data: ");
        return new ObjectMapper().readTree(data.substring("data: ".length()));
    }

    @Test
    void bundlesRules_areFoundByWhyExplainAndReplay() throws Exception {
        server.offer(author.signed(pruned1));
        following("0s", "0s", "");
        Files.writeString(home.config(), "record: {dir: traces}\n", StandardOpenOption.APPEND);
        try (DaemonProcess daemon = home.start()) {
            awaitSteady(daemon, "1.0");
            daemon.awaitMeasured();
            daemon.awaitVariant("fashion", "pruned");
            CommandRun why =
                    CommandRun.of("why", "fashion", "--url", daemon.address().toString());
            assertThat(why.out())
                    .contains("the author wants it", "what would change it")
                    .doesNotContain("unknown here");
            daemon.signal("TERM");
            assertThat(daemon.exitCode(Duration.ofSeconds(100))).isZero();
        }
        assertThat(home.state().resolve("packs"))
                .satisfiesAnyOf(
                        packs -> assertThat(packs).doesNotExist(),
                        packs -> assertThat(packs).isDirectoryNotContaining("glob:**.jar"));
        String trace = only(folder.resolve("traces"));
        String decision = decidedBy(trace, "shop");
        String state = home.state().toString();
        CommandRun explained = CommandRun.of(
                "policy", "explain", "default", "--trace", trace, "--decision", decision, "--state-dir", state);
        assertThat(explained.exitCode()).as(explained.err()).isZero();
        assertThat(explained.out()).contains("decided then by shop 1.0 (", "explained here by default ");
        CommandRun replayed = CommandRun.of("replay", trace, "--state", state);
        assertThat(replayed.exitCode()).as(replayed.out() + replayed.err()).isZero();
        assertThat(replayed.out()).contains("identical, byte for byte");
    }

    private static String only(Path parent) throws IOException {
        try (Stream<Path> inside = Files.list(parent)) {
            List<Path> all = inside.toList();
            assertThat(all).hasSize(1);
            return all.get(0).toString();
        }
    }

    /** The first decision by the rules of that pack. */
    private static String decidedBy(String trace, String pack) throws IOException {
        for (String line : Files.readAllLines(Path.of(trace, "decisions.jsonl"))) {
            JsonNode decision = new ObjectMapper().readTree(line);
            if (decision.path("policy").path("pack").asText().equals(pack)) {
                return decision.path("id").asText();
            }
        }
        throw new AssertionError("no decision by " + pack + " in " + trace);
    }

    private static TestingTraffic startedTraffic(DaemonProcess daemon) {
        daemon.relax();
        daemon.awaitMeasured();
        daemon.await("a gear is in force", d -> !d.variant("fashion").isEmpty());
        return traffic(daemon);
    }

    @Test
    void bundle_thatMakesAnswersLate_isTakenBackAndDoesNotComeBack() throws Exception {
        server.offer(author.signed(pruned1));
        following("0s", "0s", "");
        home.device().temperature(50);
        try (DaemonProcess daemon = home.start()) {
            daemon.relax();
            daemon.awaitMeasured();
            awaitSteady(daemon, "1.0");
        }
        following("10s", "1h", ""); // in which an idle machine answers thousands, and 50 are enough to compare
        try (DaemonProcess daemon = home.start()) {
            assertThat(version(daemon, "active")).isEqualTo("1.0");
            daemon.awaitVariant("fashion", "pruned");
            try (TestingImpatience clients = new TestingImpatience(daemon.address(), "full")) {
                daemon.await("the light gear answers", d -> clients.answered().equals(Set.of("pruned")));
                server.offer(author.signed(full2));
                daemon.await("2.0 in the shadow", d -> version(d, "candidate").equals("2.0"));
                daemon.await("2.0 in force", d -> clients.answered().contains("full"));
                awaitRefused(daemon, "2.0", "late answers rose from 0.0 % to ");
                daemon.await(
                        "1.0 again",
                        d -> d.get("/v1/policy").path("origin").asText().startsWith("bundle shop 1.0 ("));
                daemon.awaitVariant("fashion", "pruned");
                awaitPull(daemon, "unchanged", "");
                assertThat(version(daemon, "active")).isEqualTo("1.0");
                clients.close();
                assertThat(clients.failed()).isEmpty();
            }
            assertThat(bundle(daemon).path("last").path("change").asText()).isEqualTo("rolled_back");
            assertThat(bundle(daemon).path("last").path("text").asText()).contains("; back to shop 1.0");
        }
        int looks = server.answered.size();
        try (DaemonProcess daemon = home.start()) {
            daemon.await("the server is asked again", d -> server.answered.size() > looks + 1);
            assertThat(version(daemon, "active")).isEqualTo("1.0");
            assertThat(bundle(daemon).path("phase").asText()).isEqualTo("steady");
        }
    }

    @Test
    void restart_inTheShadow_beginsItAgain_andTheOperatorsShadowWaits() throws Exception {
        server.offer(author.signed(full2));
        following("1h", "1h", "shadow: quiet, ");
        try (DaemonProcess daemon = home.start()) {
            daemon.await("2.0 in the shadow", d -> version(d, "candidate").equals("2.0"));
            daemon.await("its shadow runs", d -> shadow(d).equals("bundle shop 2.0"));
            daemon.killHard();
        }
        server.behave(request -> request.connection().close());
        try (DaemonProcess daemon = home.start()) {
            daemon.await("its shadow runs", d -> shadow(d).equals("bundle shop 2.0"));
            assertThat(bundle(daemon).path("remainingS").asDouble()).isBetween(3400.0, 3600.0);
            HttpResponse<String> other = daemon.send("PUT", "/v1/policy/shadow", "{\"pack\": \"performance\"}");
            assertThat(other.statusCode()).isEqualTo(409);
            assertThat(other.body()).contains("a policy bundle is being staged", "/v1/policy/bundle/rollback");
            assertThat(daemon.send("DELETE", "/v1/policy/shadow", "").statusCode())
                    .isEqualTo(409);

            assertThat(daemon.send("POST", "/v1/policy/bundle/rollback", "").statusCode())
                    .isEqualTo(202);
            awaitRefused(daemon, "2.0", "taken back by hand in shadow");
            daemon.await("the operator's shadow runs", d -> shadow(d).equals("quiet"));
            assertThat(daemon.get("/v1/policy").path("origin").asText()).isEqualTo("default");
            assertThat(daemon.send("PUT", "/v1/policy/shadow", "{\"pack\": \"performance\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static String shadow(DaemonProcess daemon) {
        return daemon.get("/v1/policy").path("shadow").path("origin").asText().replaceAll(" \\(.*", "");
    }

    @Test
    void bundle_inForce_staysWhenTheConfiguredPackIsEdited_andGoesByHand() throws Exception {
        TestingPack pack = new TestingPack(folder.resolve("pack"));
        server.offer(author.signed(pruned1));
        following("0s", "0s", "pack: " + pack.folder() + ", ");
        try (DaemonProcess daemon = home.start()) {
            awaitSteady(daemon, "1.0");
            pack.warmAt(70);
            daemon.await("the edit is told", d -> d.err().contains("has changed; bundle shop 1.0"));
            assertThat(daemon.get("/v1/policy").path("origin").asText()).startsWith("bundle shop 1.0 (");

            daemon.send("POST", "/v1/policy/bundle/rollback", "");
            daemon.await(
                    "the configured pack is in force",
                    d -> d.get("/v1/policy")
                            .path("origin")
                            .asText()
                            .equals(pack.folder().toString()));
            awaitRefused(daemon, "1.0", "taken back by hand");

            HttpResponse<String> again = daemon.send("POST", "/v1/policy/bundle/rollback", "");
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(again.body()).contains("there is no bundle to take back");
        }
    }

    @Test
    void pack_aBundlesFile_isTakenAndItsNextVersionToo() throws Exception {
        Path file = folder.resolve("shop.gsp");
        Files.write(file, author.signed(pruned1));
        home.configure("policy: {pack: shop.gsp, bundle: {publicKeyFile: " + shared.resolve("release.key.pub") + "}}");
        try (DaemonProcess daemon = home.start()) {
            daemon.relax();
            daemon.awaitMeasured();
            daemon.awaitVariant("fashion", "pruned");
            assertThat(home.state().resolve("packs")).isDirectoryNotContaining("glob:**.jar"); // not compiled here
            assertThat(daemon.get("/v1/policy").path("bundle").isNull()).isTrue();

            Path next = Files.write(folder.resolve("shop.gsp.part"), author.signed(full2));
            Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);

            daemon.awaitVariant("fashion", "full");
            Files.write(file, Arrays.copyOf(author.signed(pruned1), 1000));
            daemon.await("the damage is told", d -> d.err().contains("not a whole zip file"));
            assertThat(daemon.get("/v1/policy").path("policy").path("version").asText())
                    .isEqualTo("2.0");
            assertThat(daemon.send("POST", "/v1/policy/bundle/pull", "").statusCode())
                    .isEqualTo(409);
        }
    }
}
