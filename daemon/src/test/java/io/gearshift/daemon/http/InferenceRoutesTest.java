package io.gearshift.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.oip.BufferPool;
import io.gearshift.registry.oip.BufferScope;
import io.gearshift.registry.oip.OipMessage;
import io.gearshift.registry.oip.OipRequestWriter;
import io.gearshift.registry.oip.OipResponseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InferenceRoutesTest {

    private static final String ADD = """
            {"id":"42","inputs":[
              {"name":"a","shape":[1,3],"datatype":"FP32","data":[1,2,3]},
              {"name":"b","shape":[1,3],"datatype":"FP32","data":[[10,20,30.5]]}]}""";

    private final TestingDaemon daemon = new TestingDaemon();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void nothingIsHeldWhenAllIsAnswered() {
        daemon.models.gate.countDown();
        waitUntil(() -> daemon.routes.heldBytes() == 0
                && daemon.models.openResults.get() == 0
                && daemon.routes.inFlight() == 0);
        daemon.close();
    }

    @Test
    void json_valid_isAnsweredWithTheGear() throws Exception {
        HttpResponse<String> response = post("/v2/models/add/infer", ADD);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(
                        "{\"model_name\":\"add\",\"model_version\":\"1\",\"id\":\"42\",\"parameters\":"
                                + "{\"gearshift_variant\":\"full\",\"gearshift_provider\":\"cpu\",\"gearshift_decision\":\"run-1\"},"
                                + "\"outputs\":[{\"name\":\"sum\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[11.0,22.0,33.5]}]}");
        assertThat(response.headers().firstValue("Gearshift-Variant")).contains("full");
        assertThat(response.headers().firstValue("Gearshift-Provider")).contains("cpu");
        assertThat(response.headers().firstValue("Gearshift-Decision")).contains("run-1");
    }

    @Test
    void binary_smallAndLarge_isAnsweredBinary() throws Exception {
        for (int rows : new int[] {1, 7, 20_000}) {
            assertThat(addBinary(rows, rows)).as("rows %d", rows).isTrue();
        }
    }

    @Test
    void metadata_isWhatTheProtocolSays() throws Exception {
        assertThat(get("/v2").body())
                .isEqualTo("{\"name\":\"gearshift\",\"version\":\"9.9\",\"extensions\":[\"binary_tensor_data\"]}");
        assertThat(get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
        assertThat(get("/v2/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/v2/models/add/ready").body()).isEqualTo("{\"name\":\"add\",\"ready\":true}");
        assertThat(get("/v2/models/cold/ready").statusCode()).isEqualTo(503);
        assertThat(get("/v2/models/add/versions/1").body())
                .isEqualTo("{\"name\":\"add\",\"versions\":[\"1\"],\"platform\":\"onnxruntime_onnx\",\"inputs\":["
                        + "{\"name\":\"a\",\"datatype\":\"FP32\",\"shape\":[-1,3]},{\"name\":\"b\",\"datatype\":\"FP32\",\"shape\":[-1,3]}],"
                        + "\"outputs\":[{\"name\":\"sum\",\"datatype\":\"FP32\",\"shape\":[-1,3]}],"
                        + "\"parameters\":{\"gearshift_variants\":\"full\"}}");
    }

    @Test
    void request_thatCannotBeAnswered_saysWhy() throws Exception {
        refused(post("/v2/models/nope/infer", ADD), 404, "no such model: nope");
        refused(post("/v2/models/add/versions/2/infer", ADD), 404, "no such version of add: 2");
        refused(post("/v2/nonsense", ADD), 404, "no such path");
        refused(get("/v2/models/add/infer"), 405, "expected: POST");
        refused(post("/v2", ADD), 405, "expected: GET");
        refused(post("/v2/models/add/infer", ADD.replace("[1,3]", "[3,1]")), 400, "entries in dimension");
        refused(
                post(
                        "/v2/models/add/infer",
                        ADD.replace("[1,3]", "[3]").replace("[[", "[").replace("]]}", "]}")),
                400,
                "shape [3]");
        refused(post("/v2/models/add/infer", ADD.replace("FP32", "FP64")), 400, "FP64 (expected: FP32)");
        refused(post("/v2/models/add/infer", ADD.replace("\"b\"", "\"c\"")), 400, "input 'b': missing");
        refused(post("/v2/models/add/infer", "{"), 400, "not valid JSON");
        refused(post("/v2/models/add/infer", ""), 400, "body: empty");
        refused(post("/v2/models/broken/infer", ADD), 500, "IllegalStateException");
        refused(post("/v2/models/cold/infer", ADD), 503, "no gear is ready");
    }

    @Test
    void header_thatCannotBeServed_isRefused() throws Exception {
        HttpRequest.Builder request = infer("add").POST(BodyPublishers.ofString(ADD));
        refused(send(request.copy().header("Content-Encoding", "gzip")), 415, "Content-Encoding: gzip");
        refused(send(request.copy().header(OipMessage.HEADER_LENGTH, "x")), 400, "a number of bytes");
        refused(send(request.copy().header(OipMessage.HEADER_LENGTH, "99999")), 400, "at most the body's");
    }

    @Test
    void body_tooLarge_isRefusedAndTheConnectionServesOn() throws Exception {
        String large = " ".repeat(TestingDaemon.MAX_BODY + 1);
        refused(post("/v2/models/add/infer", large), 413, "serving.maxBodyBytes");
        refused(
                send(infer("add").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes())))),
                413,
                "more than");
        assertThat(post("/v2/models/add/infer", ADD).statusCode()).isEqualTo(200);
    }

    @Test
    void body_inChunks_isRead() throws Exception {
        byte[] body = (ADD + " ".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response =
                send(infer("add").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void client_thatExpectsContinue_isTold() throws Exception {
        HttpResponse<String> response = send(infer("add").expectContinue(true).POST(BodyPublishers.ofString(ADD)));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void client_thatLeavesMidway_leavesNothingBehind() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", daemon.port())) {
            socket.getOutputStream().write(head("add", 5000).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write("{\"inputs\":".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            waitUntil(() -> daemon.routes.heldBytes() > 0);
        }
        waitUntil(() -> daemon.routes.heldBytes() == 0);
        assertThat(daemon.models.answered).hasValue(0);
    }

    @Test
    void client_thatLeavesBeforeTheAnswer_leavesNothingBehind() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", daemon.port())) {
            socket.getOutputStream().write((head("gated", ADD.length()) + ADD).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            daemon.models.entered.await();
        }
        daemon.models.gate.countDown();
        waitUntil(() -> daemon.models.answered.get() == 1);
    }

    @Test
    void requests_pipelinedOnOneConnection_areAnsweredInOrder() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            String body = ADD.replace("\"42\"", "\"n" + i + "\"");
            all.append(head("add", body.length())).append(body);
        }
        String answers;
        try (Socket socket = new Socket("127.0.0.1", daemon.port())) {
            socket.getOutputStream().write(all.toString().getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            answers = readUntil(socket.getInputStream(), "\"id\":\"n4\"");
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            places.add(answers.indexOf("\"id\":\"n" + i + "\""));
        }
        assertThat(places).isSorted().doesNotContain(-1);
    }

    @Test
    void clients_eightAtOnce_allGetTheirOwnAnswer() {
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int c = 0; c < 8; c++) {
            int seed = c;
            clients.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 25; i++) {
                    assertThat(addBinary(1 + (i * 37) % 500, seed * 1000 + i)).isTrue();
                }
            }));
        }
        clients.forEach(CompletableFuture::join);
        assertThat(daemon.models.answered).hasValue(200);
    }

    @Test
    void requests_moreThanMayBeInFlight_areRefusedAtOnce() throws Exception {
        try (TestingDaemon small = new TestingDaemon(new InferenceLimits(1000, 1, 4000, Duration.ofSeconds(20)))) {
            HttpRequest gated = HttpRequest.newBuilder(small.address().resolve("/v2/models/gated/infer"))
                    .POST(BodyPublishers.ofString(ADD))
                    .build();
            CompletableFuture<HttpResponse<String>> first = client.sendAsync(gated, BodyHandlers.ofString());
            small.models.entered.await();
            HttpResponse<String> second = client.send(gated, BodyHandlers.ofString());
            refused(second, 429, "overloaded");
            assertThat(second.headers().firstValue("Retry-After")).contains("1");
            small.models.gate.countDown();
            assertThat(first.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void body_thatNeverEnds_isGivenUp() throws Exception {
        try (TestingDaemon hasty = new TestingDaemon(new InferenceLimits(1000, 1, 100_000, Duration.ofMillis(50)));
                Socket socket = new Socket("127.0.0.1", hasty.port())) {
            socket.getOutputStream().write((head("add", 900) + "{").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            assertThat(readUntil(socket.getInputStream(), "not complete within"))
                    .startsWith("HTTP/1.1 408");
            waitUntil(() -> hasty.routes.heldBytes() == 0);
        }
    }

    private boolean addBinary(int rows, long seed) {
        Random random = new Random(seed);
        Tensor a = floats("a", rows, random);
        Tensor b = floats("b", rows, random);
        try (BufferScope scope = new BufferPool(1 << 20).open()) {
            OipMessage message = OipRequestWriter.write(
                    new InferenceRequest("add", "", List.of(a, b), List.of(), null, null, false), scope);
            ByteBuffer body = ByteBuffer.allocate((int) message.size());
            message.parts().forEach(body::put);
            HttpResponse<byte[]> response = client.send(
                    infer("add")
                            .header(OipMessage.HEADER_LENGTH, Integer.toString(message.headerBytes()))
                            .POST(BodyPublishers.ofByteArray(body.array()))
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            int header = (int) response.headers()
                    .firstValueAsLong(OipMessage.HEADER_LENGTH)
                    .orElseThrow();
            Tensor sum = OipResponseReader.read(
                            ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN), header, scope)
                    .outputs()
                    .get(0);
            for (int i = 0; i < rows * 3; i++) {
                float expected = a.data().getFloat(4 * i) + b.data().getFloat(4 * i);
                if (sum.data().getFloat(4 * i) != expected) {
                    return false;
                }
            }
            return sum.shape()[0] == rows;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tensor floats(String name, int rows, Random random) {
        ByteBuffer data = ByteBuffer.allocateDirect(rows * 12).order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            data.putFloat(random.nextFloat());
        }
        return new Tensor(name, DataType.FP32, new long[] {rows, 3}, data.flip());
    }

    private static void refused(HttpResponse<String> response, int status, String part) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"error\":\"").contains(part);
    }

    private HttpRequest.Builder infer(String model) {
        return HttpRequest.newBuilder(daemon.address().resolve("/v2/models/" + model + "/infer"));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(daemon.address().resolve(path)).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(daemon.address().resolve(path)).GET());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String head(String model, int length) {
        return "POST /v2/models/" + model + "/infer HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String readUntil(InputStream in, String part) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] chunk = new byte[4096];
        while (text.indexOf(part) < 0) {
            int n = in.read(chunk);
            if (n < 0) {
                return text.toString();
            }
            text.append(new String(chunk, 0, n, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** Bounded by the test's own time-out. */
    private static void waitUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
