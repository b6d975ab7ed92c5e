package io.gearshift.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One daemon serves a model to another one, and goes away. */
class CloudIT {

    private static final String PICTURE = "{\"inputs\": [{\"name\": \"image\", \"datatype\": \"FP32\","
            + " \"shape\": [1, 1, 28, 28], \"data\": ["
            + IntStream.range(0, 784).mapToObj(i -> "0.5").collect(Collectors.joining(",")) + "]}]}";

    @TempDir
    private Path home;

    private TestingDevice device;
    private DaemonUnderTest cloud;
    private DaemonUnderTest daemon;

    @BeforeEach
    void start() throws Exception {
        TestingDevice server = new TestingDevice(home.resolve("cloud-host"));
        cloud = DaemonUnderTest.start(Files.createDirectories(home.resolve("cloud")), server, "");
        cloud.awaitVariant("fashion", "full");
        Path models = home.resolve("device/models");
        DaemonUnderTest.copy(models, "fashion");
        Path manifest = models.resolve("fashion/model.yaml");
        Files.writeString(
                manifest,
                Files.readString(manifest).stripTrailing()
                        + "\n  - {name: cloud, endpoint: box, precision: FP32, accuracy: 0.9372}\n");
        device = new TestingDevice(home.resolve("device-host"));
        daemon = DaemonUnderTest.start(
                home.resolve("device"),
                device,
                "offload: {probeInterval: 200ms, endpoints: [{name: box, url: \"" + cloud.address() + "\"}]}");
        daemon.awaitMeasured();
        daemon.await(
                "the cloud gear is reachable",
                d -> d.get("/v1/state")
                        .path("endpoints")
                        .path(0)
                        .path("reachable")
                        .asBoolean());
        HttpResponse<String> pinned = daemon.send("PUT", "/v1/models/fashion/pin", "{\"gear\": \"cloud\"}");
        assertThat(pinned.statusCode()).as(pinned.body()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        daemon.close();
        cloud.close();
    }

    @Test
    void cloudGear_inForce_answersTheSameAsItsVariantThere() {
        JsonNode here = DaemonUnderTest.json(daemon.infer("fashion", PICTURE));
        JsonNode there = DaemonUnderTest.json(cloud.infer("fashion", PICTURE));
        assertThat(here.path("parameters").path("gearshift_variant").asText()).isEqualTo("cloud");
        assertThat(here.path("outputs").path(0).path("data"))
                .isEqualTo(there.path("outputs").path(0).path("data"));
    }

    @Test
    void cloudGear_gone_isAnsweredLocallyAndTheLoopLearnsIt() {
        cloud.close();
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> response = daemon.infer("fashion", PICTURE);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("Gearshift-Provider")).hasValue("cpu");
        }
        daemon.await("the policy leaves the cloud", d -> !d.variant("fashion").equals("cloud"));
        assertThat(daemon.get("/v1/state")
                        .path("endpoints")
                        .path(0)
                        .path("reachable")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void privateRequest_whileTheCloudServes_staysOnTheDevice() {
        String asked = PICTURE.replaceFirst("\\{", "{\"parameters\": {\"private\": true}, ");
        assertThat(DaemonUnderTest.json(daemon.infer("fashion", asked))
                        .path("parameters")
                        .path("gearshift_provider")
                        .asText())
                .isEqualTo("cpu");
    }

    @Test
    void sceneThatBecomesPrivate_keepsEvenAPinnedCloudGearFromBeingAsked() {
        assertThat(daemon.variant("fashion")).isEqualTo("cloud");
        HttpResponse<String> told = daemon.send("PUT", "/v1/scene", "{\"name\": \"diary\", \"isPrivate\": true}");
        assertThat(told.statusCode()).as(told.body()).isBetween(200, 204);
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> response = daemon.infer("fashion", PICTURE);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("Gearshift-Provider")).hasValue("cpu");
        }
        daemon.await("the policy leaves the cloud", d -> !d.variant("fashion").equals("cloud"));
        HttpResponse<String> again = daemon.send("PUT", "/v1/models/fashion/pin", "{\"gear\": \"cloud\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("a rule lets nothing leave the device now");

        daemon.send("PUT", "/v1/scene", "{\"name\": \"walk\", \"isPrivate\": false}");
        daemon.await("the pin holds again", d -> d.variant("fashion").equals("cloud"));
    }
}
