package io.gearshift.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.serve.Tensor;
import io.gearshift.daemon.demo.client.OipClient;
import io.gearshift.daemon.demo.client.OipClient.Answer;
import io.gearshift.daemon.process.TestingProxy.Mischief;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cloud is another daemon's process: killed, frozen, slow or lying, the answers come from here, right and in time. */
class CloudProcessIT {

    /** Wide, so that a busy machine meets it; a broken remote that is waited for does not. */
    private static final int OBJECTIVE_MS = 400;

    /** A test machine with all cores taken wakes threads this late; the frozen or slow cloud takes 2 s and more. */
    private static final int LATE_WAKING_MS = 200;

    private static final double SHARE_IN_TIME = 0.99;

    @TempDir
    private Path folder;

    private DaemonProcess cloud;
    private DaemonProcess daemon;
    private TestingAnswers answers;
    private OipClient client;

    private void startCloud(String serving) throws Exception {
        DaemonHome home = new DaemonHome(folder.resolve("cloud"), "fashion").configure(serving);
        answers = new TestingAnswers(home.models(), "fashion");
        cloud = home.start();
        if (cloud.address().getScheme().equals("http")) {
            cloud.relax();
            cloud.awaitMeasured();
            cloud.pin("fashion", "full");
        }
    }

    private void startDevice(URI endpoint, String more) throws Exception {
        DaemonHome home = new DaemonHome(folder.resolve("device"), "fashion");
        Path manifest = home.models().resolve("fashion/model.yaml");
        Files.writeString(
                manifest,
                Files.readString(manifest).stripTrailing()
                        + "\n  - {name: cloud, endpoint: box, precision: FP32, accuracy: 0.9372}\n");
        home.configure(
                "loop: {tick: 100ms, dwell: 500ms, quarantine: 1s}\noffload: {probeInterval: 200ms, endpoints: [{name: box, url: \""
                        + endpoint + "\"" + more + "}]}");
        daemon = home.start();
        daemon.scene("{\"latencyObjectiveMs\": " + OBJECTIVE_MS + "}");
        daemon.awaitMeasured();
        daemon.await("the cloud is reachable", d -> isReachable(d));
        daemon.pinForGood("fashion", "cloud");
        client = new OipClient(HttpClient.newHttpClient(), daemon.address(), Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        if (daemon != null) {
            daemon.close();
        }
        if (cloud != null) {
            cloud.close();
        }
    }

    private static boolean isReachable(DaemonProcess daemon) {
        return daemon.get("/v1/state")
                .path("endpoints")
                .path(0)
                .path("reachable")
                .asBoolean();
    }

    private Answer ask() {
        List<Tensor> question = answers.inputs().get("fashion");
        return client.ask("fashion", question).join();
    }

    /** Each answer is right for the gear it names; nearly all come in time. */
    private void askAndJudge(int times, boolean mayBeCloud) {
        int inTime = 0;
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            Answer answer = ask();
            double ms = (System.nanoTime() - begin) / 1e6;
            inTime += ms <= OBJECTIVE_MS + LATE_WAKING_MS ? 1 : 0;
            assertThat(answer.problem()).isEmpty();
            boolean isCloud = answer.variant().equals("cloud");
            assertThat(mayBeCloud || !isCloud).as(answer.variant()).isTrue();
            assertThat(answers.problem("fashion", answer, isCloud ? "full" : answer.variant()))
                    .isEmpty();
        }
        assertThat((double) inTime / times).as("share of answers in time").isGreaterThanOrEqualTo(SHARE_IN_TIME);
    }

    private void awaitCloudAnswers() {
        daemon.await("the cloud answers", d -> ask().variant().equals("cloud"));
    }

    @Test
    void cloud_frozenThenThawedThenKilled_isReplacedInTimeAndComesBack() throws Exception {
        startCloud("");
        startDevice(cloud.address(), "");
        awaitCloudAnswers();
        askAndJudge(50, true);

        cloud.signal("STOP");
        askAndJudge(200, false);
        daemon.await("the loop knows", d -> !isReachable(d));
        cloud.signal("CONT");
        daemon.awaitVariant("fashion", "cloud");
        awaitCloudAnswers();

        cloud.killHard();
        askAndJudge(200, false);
        daemon.await("the loop knows", d -> !isReachable(d));
        daemon.await("a local gear is in force", d -> !d.variant("fashion").equals("cloud"));
        assertThat(daemon.err()).doesNotContain("ERROR");
    }

    @Test
    void cloud_slowOrLying_isNotBelievedAndComesBackWhenItIsHonest() throws Exception {
        startCloud("");
        try (TestingProxy proxy = new TestingProxy(cloud.address())) {
            startDevice(proxy.address(), "");
            for (Mischief mischief : Mischief.values()) {
                if (mischief == Mischief.NONE) {
                    continue;
                }
                proxy.doMischief(Mischief.NONE);
                daemon.awaitVariant("fashion", "cloud");
                awaitCloudAnswers();
                proxy.doMischief(mischief);
                askAndJudge(40, mischief == Mischief.NONE);
            }
            proxy.doMischief(Mischief.NONE);
            awaitCloudAnswers();
            assertThat(daemon.err()).doesNotContain("ERROR");
        }
    }

    @Test
    void cloud_behindItsOwnCertificate_isTrustedWithCaFileOnly() throws Exception {
        certificate();
        startCloud("serving: {port: 0, grpcPort: 0, tls: {certFile: " + folder.resolve("cert.pem") + ", keyFile: "
                + folder.resolve("key.pem") + "}}");
        assertThat(cloud.address().getScheme()).isEqualTo("https");
        startDevice(cloud.address(), ", caFile: " + folder.resolve("cert.pem"));
        awaitCloudAnswers();
        daemon.close();

        DaemonHome distrusts = new DaemonHome(folder.resolve("distrusts"), "fashion");
        Path manifest = distrusts.models().resolve("fashion/model.yaml");
        Files.writeString(
                manifest,
                Files.readString(manifest).stripTrailing()
                        + "\n  - {name: cloud, endpoint: box, precision: FP32, accuracy: 0.9372}\n");
        distrusts.configure(
                "offload: {probeInterval: 200ms, endpoints: [{name: box, url: \"" + cloud.address() + "\"}]}");
        daemon = distrusts.start();
        daemon.await(
                "the link was tried", d -> !d.get("/v1/state").path("endpoints").isEmpty());
        assertThat(isReachable(daemon)).isFalse();
        daemon.await("a local gear is in force", d -> !d.variant("fashion").isEmpty());
        assertThat(daemon.variant("fashion")).isNotEqualTo("cloud");
    }

    /** {@code cert.pem} and {@code key.pem} for 127.0.0.1. */
    private void certificate() throws Exception {
        Path store = folder.resolve("store.p12");
        Path log = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder(
                        DaemonProcess.THIS_JAVA.resolveSibling("keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "box",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(keytool.waitFor()).as(() -> log.toString()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        pem("cert.pem", "CERTIFICATE", keys.getCertificate("box").getEncoded());
        pem(
                "key.pem",
                "PRIVATE KEY",
                keys.getKey("box", "changeit".toCharArray()).getEncoded());
    }

    private void pem(String file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
