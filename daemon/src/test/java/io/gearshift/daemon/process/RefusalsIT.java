package io.gearshift.daemon.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.daemon.cli.CommandRun;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One daemon, asked and given what it must refuse: a clear error each, and it goes on as before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {

    private static final int MAX_BODY = 64 * 1024;

    private static final String PICTURE = "{\"inputs\": [{\"name\": \"image\", \"datatype\": \"FP32\","
            + " \"shape\": [1, 1, 28, 28], \"data\": ["
            + IntStream.range(0, 784).mapToObj(i -> "0").collect(Collectors.joining(",")) + "]}]}";

    private static final String HEAD = "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\","
            + "\"shape\":[1,1,28,28],\"parameters\":{\"binary_data_size\":3136}}]}";

    private DaemonHome home;
    private DaemonProcess daemon;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        home = new DaemonHome(folder, "fashion", "commands")
                .configure("serving: {port: 0, grpcPort: 0, workers: 2, maxBodyBytes: " + MAX_BODY + "}");
        daemon = home.start();
        daemon.relax();
        daemon.awaitMeasured();
        daemon.awaitVariant("fashion", "full");
    }

    @AfterAll
    void stop() throws Exception {
        assertThat(daemon.err()).doesNotContain("ERROR");
        daemon.close();
    }

    private void requireWell() {
        assertThat(daemon.send("POST", "/v2/models/fashion/infer", PICTURE).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST   | /v2/models/fashon/infer               | {"inputs": []}                                                                      | 404 | fashon
        POST   | /v2/models/fashion/versions/9/infer   | {"inputs": []}                                                                      | 404 | 9
        POST   | /v2/models/fashion/infer              | {"inputs": []}                                                                      | 400 | image
        POST   | /v2/models/fashion/infer              | {"inputs": [{"name":"image","datatype":"FP32","shape":[1,2],"data":[1,2]}]}         | 400 | shape
        POST   | /v2/models/fashion/infer              | {"inputs": [{"name":"image","datatype":"FP32","shape":[1,1,28,28],"data":[1,2]}]}   | 400 | 784
        POST   | /v2/models/fashion/infer              | {"inputs": [{"name":"image","datatype":"FP32","shape":[-1,1,28,28],"data":[1]}]}    | 400 | -1
        POST   | /v2/models/fashion/infer              | {"inputs": [{"name":"image","datatype":"INT32","shape":[1],"data":[1]}]}            | 400 | FP32
        POST   | /v2/models/fashion/infer              | {"inputs": [{"name":"image","datatype":"FP33","shape":[1],"data":[1]}]}             | 400 | FP33
        POST   | /v2/models/fashion/infer              | {"inputs": [                                                                        | 400 | JSON
        POST   | /v2/models/fashion/infer              | []                                                                                  | 400 | object
        GET    | /v2/models/fashion/infer              |                                                                                     | 405 | POST
        DELETE | /v2/models/fashion                    |                                                                                     | 405 | GET
        GET    | /v2/modles                            |                                                                                     | 404 | /v2/modles
        PUT    | /v1/models/fashion/pin                | {"gear": "ful"}                                                                     | 400 | full
        PUT    | /v1/models/fashon/pin                 | {"gear": "full"}                                                                    | 404 | fashon
        PUT    | /v1/models/fashion/pin                | {"gear": "full", "for": "10"}                                                       | 400 | 10m
        PUT    | /v1/scene                             | {"nam": "x"}                                                                        | 400 | name
        PUT    | /v1/scene                             | {"minAccuracy": 7}                                                                  | 400 | minAccuracy
        POST   | /v1/readings                          | {"readings": [{"sensor": "tmep", "value": 1}]}                                      | 400 | tmep
        GET    | /v1/decisions?limit=x                 |                                                                                     | 400 | limit
        GET    | /v1/decisions/nope                    |                                                                                     | 404 | nope
        """)
    void request_wrong_isRefusedWithWhatAndWhy(String method, String path, String body, int status, String says) {
        var response = daemon.send(method, path, body == null ? "" : body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains("error", says);
        requireWell();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    99999  | the body is shorter than its JSON part
                    -1     | a negative length
                    x      | not a number
                    20     | JSON cut in the middle
                    """)
    void binaryHeader_wrong_isRefused(String length, String why) {
        assertThat(daemon.send(
                                "POST",
                                "/v2/models/fashion/infer",
                                HEAD + "\0".repeat(3136),
                                "Inference-Header-Content-Length",
                                length)
                        .statusCode())
                .as(why)
                .isEqualTo(400);
        requireWell();
    }

    @Test
    void binaryTensor_tooShort_isRefused() {
        var response = daemon.send(
                "POST",
                "/v2/models/fashion/infer",
                HEAD + "\0".repeat(3000),
                "Inference-Header-Content-Length",
                Integer.toString(HEAD.length()));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("image");
        requireWell();
    }

    @Test
    void body_tooLarge_isRefusedAnnouncedOrNot() throws Exception {
        String large = " ".repeat(MAX_BODY + 1);
        assertThat(daemon.send("POST", "/v2/models/fashion/infer", large).statusCode())
                .isEqualTo(413);
        HttpRequest chunked = HttpRequest.newBuilder(daemon.address().resolve("/v2/models/fashion/infer"))
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large.getBytes(UTF_8))))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(chunked, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(413);
        requireWell();
    }

    /** Many clients that begin a request and never go on; others are served all the same. */
    @Test
    void clients_thatNeverFinish_blockNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket("127.0.0.1", daemon.address().getPort());
                slow.add(socket);
                String begun = i % 2 == 0
                        ? "POST /v2/models/fashion/infer HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n{"
                        : "POST /v2/models/fashion/infer HTTP/1.1\r\nHost: loc";
                socket.getOutputStream().write(begun.getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
            }
            List<CompletableFuture<Integer>> health = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String path = i % 2 == 0 ? "/v2/health/live" : "/v2/health/ready";
                health.add(CompletableFuture.supplyAsync(
                        () -> daemon.send("GET", path, "").statusCode()));
            }
            for (int i = 0; i < 20; i++) {
                requireWell();
            }
            assertThat(health).allSatisfy(status -> assertThat(status.join()).isEqualTo(200));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void garbage_onTheWire_isRefusedOrCutOff() throws Exception {
        for (String garbage : List.of("GET / HTTP/9.9\r\n\r\n", "GET " + "x".repeat(20000) + "\r\n\r\n")) {
            try (Socket socket = new Socket("127.0.0.1", daemon.address().getPort())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(garbage.getBytes(ISO_8859_1));
                InputStream in = socket.getInputStream();
                String answer = new String(in.readNBytes(12), ISO_8859_1);
                assertThat(answer).matches("|HTTP/\\d\\.\\d [45]\\d\\d");
            } catch (java.net.SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
        }
        requireWell();
    }

    /** Edits one model; the daemon and the command line say the same, and the other model and the old manifest serve on. */
    @Test
    void registry_gettingWorse_isToldWithPlaceAndChangesNothing() throws Exception {
        Path commands = home.models().resolve("commands");
        Path manifest = commands.resolve("model.yaml");
        String good = Files.readString(manifest);
        wrong(manifest, good.replaceFirst("sha256: [0-9a-f]{6}", "sha256: 000000"), "sha256");
        wrong(
                manifest,
                good.replaceFirst("file: full.onnx", "file: ../fashion/full.onnx"),
                "inside the model's folder");
        wrong(manifest, good.replaceFirst("file: full.onnx", "file: /etc/passwd"), "inside the model's folder");
        wrong(manifest, good.replaceFirst("file: pruned.onnx", "file: prund.onnx"), "did you mean pruned.onnx");
        wrong(manifest, good.replaceFirst("priority: ", "priorty: "), "did you mean priority");
        wrong(manifest, good.replaceFirst("priority: \\d+", "priority: high"), "priority");
        wrong(manifest, good.replaceFirst("shape: \\[-1, \\d+\\]", "shape: [-1, 77]"), "77");
        wrong(manifest, good + "\n\t- {", "model.yaml");
        Files.writeString(manifest, good);
        noFaults();

        Path onnx = commands.resolve("pruned.onnx");
        byte[] whole = Files.readAllBytes(onnx);
        replace(onnx, java.util.Arrays.copyOf(whole, whole.length / 2));
        told("sha256");
        replace(onnx, whole);
        noFaults();
        Path secret = Files.write(home.folder().resolve("elsewhere.onnx"), whole);
        Files.delete(onnx);
        Files.createSymbolicLink(onnx, secret);
        told("a link to");
        Files.delete(onnx);
        replace(onnx, whole);
        noFaults();
    }

    private void wrong(Path manifest, String text, String says) throws IOException {
        assertThat(text).isNotEqualTo(Files.readString(manifest));
        replace(manifest, text.getBytes(UTF_8));
        told(says);
    }

    /** As tools do: a new file in place of the old one, which may be mapped. */
    private static void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void told(String says) {
        CommandRun verify =
                CommandRun.of("models", "verify", "--config", home.config().toString());
        assertThat(verify.exitCode()).as(verify.out()).isEqualTo(1);
        assertThat(verify.out())
                .containsPattern("commands/model.yaml:\\d+:\\d+: ")
                .contains(says);
        daemon.await(says + " is told", d -> faults(d).contains(says));
        for (JsonNode fault : daemon.get("/v1/state").path("faults")) {
            assertThat(fault.toString()).containsPattern("commands/model.yaml");
        }
        assertThat(daemon.err()).contains(says);
        assertThat(daemon.get("/v2/models/commands/ready").path("ready").asBoolean())
                .isTrue();
        requireWell();
    }

    private void noFaults() {
        daemon.await("no faults", d -> d.get("/v1/state").path("faults").isEmpty());
    }

    private static String faults(DaemonProcess daemon) {
        return daemon.get("/v1/state").path("faults").toString();
    }
}
