package io.gearshift.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.daemon.cli.CommandRun;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The daemon as its users meet it: real models, real rules, a fake device, over HTTP. */
class GearshiftIT {

    private static final String PICTURE = "{\"inputs\": [{\"name\": \"image\", \"datatype\": \"FP32\","
            + " \"shape\": [1, 1, 28, 28], \"data\": [" + zeros(784) + "]}]}";

    @TempDir
    private Path home;

    private TestingDevice device;
    private DaemonUnderTest daemon;

    @BeforeEach
    void start() throws Exception {
        device = new TestingDevice(home.resolve("device"));
        daemon = DaemonUnderTest.start(home, device, "");
        daemon.awaitMeasured();
        daemon.awaitVariant("fashion", "full");
        daemon.await("commands has a gear", d -> !d.variant("commands").isEmpty());
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private static String zeros(int n) {
        return IntStream.range(0, n).mapToObj(i -> "0").collect(Collectors.joining(","));
    }

    @Test
    void infer_anyModel_answersAndNamesTheGear() {
        HttpResponse<String> response = daemon.infer("fashion", PICTURE);
        JsonNode answer = DaemonUnderTest.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.path("outputs").path(0).path("shape").toString()).isEqualTo("[1,10]");
        assertThat(answer.path("parameters").path("gearshift_variant").asText()).isEqualTo("full");
        assertThat(response.headers().firstValue("Gearshift-Variant")).hasValue("full");
        String decision = answer.path("parameters").path("gearshift_decision").asText();
        JsonNode why = daemon.get("/v1/decisions/" + decision);
        assertThat(why.path("model").asText()).isEqualTo("fashion");
        assertThat(why.path("considered")).isNotEmpty();
    }

    @Test
    void heat_pastTheTripPoint_shiftsNamesTheRuleAndComesBackAfterDwell() {
        device.temperature(96);
        daemon.awaitVariant("fashion", "pruned");
        JsonNode why = daemon.get("/v1/decisions/"
                + daemon.model("fashion").path("gear").path("decision").asText());
        assertThat(why.path("reasons").toString()).contains("temperatureC = 96", "\"kind\":\"rule\"");
        device.temperature(45);
        daemon.awaitVariant("fashion", "full");
    }

    /** What why says that would flip the decision does, on the running daemon. */
    @Test
    void why_inHeat_tellsTheTemperatureAtWhichTheOtherGearComesBack() throws Exception {
        // Hot from the start: while the trend of a sudden rise is still seen, no cooler temperature alone brings the
        // gear back.
        daemon.close();
        device.temperature(96);
        daemon = DaemonUnderTest.start(home, device, "");
        daemon.awaitVariant("fashion", "pruned");
        JsonNode situation = daemon.get("/v1/situation");
        assertThat(situation.path("policy")).isEqualTo(daemon.get("/v1/state").path("policy"));
        assertThat(situation.path("objective").asText()).isNotEmpty();
        assertThat(situation.path("rules").path(0).path("text").asText()).contains("rule \"");
        assertThat(situation
                        .path("situation")
                        .path("models")
                        .path("fashion")
                        .path("active")
                        .asText())
                .startsWith("pruned@");

        // The gears' costs are still being learned: until they rest, one of them may be what flips first.
        daemon.await("a temperature is told", d -> temperatureFlip() != null);
        JsonNode change = temperatureFlip();
        assertThat(change).isNotNull();
        double edge = change.path("edge").asDouble();
        device.temperature(edge + 1);
        daemon.await(
                "it is seen",
                d -> d.get("/v1/situation")
                                .path("situation")
                                .path("device")
                                .path("temperatureC")
                                .asDouble()
                        < 95);
        assertThat(why("fashion", "full").path("chosen").asText()).startsWith("pruned@");
        device.temperature(edge - 1);
        daemon.awaitVariant("fashion", "full");
    }

    /** Null when none is told. */
    private @Nullable JsonNode temperatureFlip() {
        JsonNode change = null;
        for (JsonNode flip : why("fashion", "full").path("flips")) {
            for (JsonNode each : flip.path("changes")) {
                change = each.path("signal").asText().equals("Device.temperatureC") ? each : change;
            }
        }
        return change;
    }

    private JsonNode why(String model, String not) {
        String address = "http://" + daemon.address().getAuthority();
        CommandRun run = CommandRun.of("why", model, "--not", not, "--format", "json", "--url", address);
        assertThat(run.err()).isEmpty();
        try {
            return TraceJson.mapper().readTree(run.out());
        } catch (java.io.IOException e) {
            throw new AssertionError(run.out(), e);
        }
    }

    @Test
    void battery_nearlyEmpty_shiftsAndComesBackOnMains() {
        device.mains(false).battery(8);
        daemon.awaitVariant("fashion", "pruned");
        device.mains(true).battery(90);
        daemon.awaitVariant("fashion", "full");
    }

    /** The band's own hysteresis and the dwell: noise around a bound must not become swaps. */
    @Test
    void heat_noisyAroundTheBound_doesNotFlap() {
        Random random = new Random(7);
        device.temperature(96);
        daemon.awaitVariant("fashion", "pruned");
        String decision = daemon.model("fashion").path("gear").path("decision").asText();
        for (int i = 0; i < 60; i++) {
            device.temperature(95 + random.nextGaussian());
            daemon.get("/v1/state");
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        assertThat(daemon.model("fashion").path("gear").path("decision").asText())
                .isEqualTo(decision);
    }

    @Test
    void pin_anyVariant_isInForceWhenAnsweredAndSurvivesARestart() throws Exception {
        HttpResponse<String> pinned =
                daemon.send("PUT", "/v1/models/fashion/pin", "{\"gear\": \"pruned\", \"for\": \"1h\"}");
        assertThat(pinned.statusCode()).as(pinned.body()).isEqualTo(200);
        assertThat(daemon.variant("fashion")).isEqualTo("pruned");
        assertThat(DaemonUnderTest.json(daemon.infer("fashion", PICTURE))
                        .path("parameters")
                        .path("gearshift_variant")
                        .asText())
                .isEqualTo("pruned");
        daemon.send("PUT", "/v1/scene", "{\"name\": \"camera\", \"latencyObjectiveMs\": 40}");
        daemon.close();
        daemon = DaemonUnderTest.start(home, device, "");
        daemon.awaitVariant("fashion", "pruned");
        assertThat(daemon.model("fashion").path("pin").path("gear").asText()).startsWith("pruned@");
        assertThat(daemon.get("/v1/state").path("scene").path("name").asText()).isEqualTo("camera");
        daemon.send("DELETE", "/v1/models/fashion/pin", "");
        daemon.awaitVariant("fashion", "full");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope     | {\"inputs\": []}                                                                          | 404 | nope",
                "fashion  | {\"inputs\": []}                                                                          | 400 | image",
                "fashion  | {\"inputs\": [{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[1,2]}]} | 400 | shape",
                "fashion  | {\"inputs\": [{\"name\":\"image\",\"datatype\":\"INT32\",\"shape\":[1],\"data\":[1]}]}    | 400 | FP32",
                "fashion  | {\"inputs\": [{\"name\":\"imgae\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]}     | 400 | image",
                "fashion  | {\"inputs\": [                                                                            | 400 | JSON",
            })
    void infer_badRequest_saysWhatIsWrong(String model, String body, int status, String says) {
        HttpResponse<String> response = daemon.infer(model, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(DaemonUnderTest.json(response).path("error").asText()).contains(says);
    }

    @Test
    void registry_modelsComeAndGoAndBadOnesChangeNothing() throws Exception {
        Path models = home.resolve("models");
        Path manifest = models.resolve("fashion/model.yaml");
        String good = Files.readString(manifest);
        Files.writeString(manifest, good.replaceFirst("sha256: [0-9a-f]{4}", "sha256: 0000"));
        daemon.await(
                "the wrong digest is told",
                d -> d.get("/v1/state").path("faults").toString().contains("model.yaml"));
        assertThat(daemon.infer("fashion", PICTURE).statusCode()).isEqualTo(200);
        Files.writeString(manifest, good);
        daemon.await("the fault is gone", d -> d.get("/v1/state").path("faults").isEmpty());

        try (var files = Files.walk(models.resolve("commands"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        daemon.await("commands is gone", d -> d.model("commands").isMissingNode());
        assertThat(daemon.send("GET", "/v2/models/commands", "").statusCode()).isEqualTo(404);
        DaemonUnderTest.copy(models, "commands");
        daemon.await("commands has a gear", d -> !d.variant("commands").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"temp{a} | 1e9 | -60..250", "battery.charge{BAT9} | 8 | 0..1", "mem.available | -5 | >= 0"})
    void push_outOfRange_isRefused(String sensor, String value, String says) {
        HttpResponse<String> response = daemon.send(
                "POST", "/v1/readings", "{\"readings\": [{\"sensor\": \"" + sensor + "\", \"value\": " + value + "}]}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(says, "docs/sensors.md");
    }

    @Test
    void start_portTaken_saysSoAndLeavesNothing() {
        String taken = "serving: {port: " + daemon.address().getPort() + ", grpcPort: 0}";
        assertThatThrownBy(() -> DaemonUnderTest.launch(home, device, taken))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(":" + daemon.address().getPort());
        assertThat(daemon.infer("fashion", PICTURE).statusCode()).isEqualTo(200);
    }

    @Test
    void ask_fromAForeignPage_isRefused() {
        assertThat(daemon.send("GET", "/v1/state", "", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(daemon.send(
                                "GET",
                                "/v1/state",
                                "",
                                "Origin",
                                "http://127.0.0.1:" + daemon.address().getPort())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void metrics_afterTraffic_holdEveryNameOfTheDesign() {
        daemon.infer("fashion", PICTURE);
        daemon.await("every name has a series", d -> missingMetrics(d).isEmpty());
        assertThat(missingMetrics(daemon)).isEmpty();
    }

    private static List<String> missingMetrics(DaemonUnderTest daemon) {
        String text = "\n" + daemon.send("GET", "/metrics", "").body();
        List<String> missing = new ArrayList<>();
        for (String name : List.of(
                "gearshift_decisions_total",
                "gearshift_decision_duration_seconds",
                "gearshift_active_gear",
                "gearshift_swap_duration_seconds",
                "gearshift_swap_phase_seconds",
                "gearshift_inference_duration_seconds",
                "gearshift_energy_joules_total",
                "gearshift_device_temperature_celsius",
                "gearshift_device_battery_ratio",
                "gearshift_device_load_ratio",
                "gearshift_sensor_age_seconds",
                "gearshift_policy_info",
                "gearshift_policy_errors_total",
                "gearshift_rule_fired_total",
                "gearshift_estimate_error_ratio")) {
            if (!text.contains("\n# TYPE " + name + " ")) {
                missing.add(name);
            }
        }
        return missing;
    }
}
