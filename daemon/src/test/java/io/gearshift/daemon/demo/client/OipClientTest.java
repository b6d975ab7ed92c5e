package io.gearshift.daemon.demo.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.oip.BinaryOutputs;
import io.gearshift.registry.oip.BufferPool;
import io.gearshift.registry.oip.BufferScope;
import io.gearshift.registry.oip.OipMessage;
import io.gearshift.registry.oip.OipRequest;
import io.gearshift.registry.oip.OipRequestReader;
import io.gearshift.registry.oip.OipResponseWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OipClientTest {

    private final BufferPool pool = new BufferPool(1 << 20);
    private final CountDownLatch release = new CountDownLatch(1);
    private final HttpServer server = start();

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
    }

    private OipClient client(Duration within) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new OipClient(HttpClient.newHttpClient(), address, within);
    }

    private static List<Tensor> question() {
        return List.of(Tensors.floats("image", new float[] {1, 2, 3}, 1, 3));
    }

    @Test
    void answer_binary_hasOutputsAndTheGear() {
        server.createContext("/v2/models/fashion/infer", this::twice);

        OipClient.Answer answer =
                client(Duration.ofSeconds(20)).ask("fashion", question()).join();

        assertThat(answer.problem()).isEmpty();
        assertThat(Tensors.first(answer.outputs())).containsExactly(2, 4, 6);
        assertThat(List.of(answer.variant(), answer.provider(), answer.decision()))
                .containsExactly("pruned", "cpu", "r1-5");
    }

    /** Reads the request and doubles its input with the daemon's own codec. */
    private void twice(HttpExchange exchange) throws IOException {
        ByteBuffer body =
                ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        int header = Integer.parseInt(exchange.getRequestHeaders().getFirst(OipMessage.HEADER_LENGTH));
        try (BufferScope scope = pool.open()) {
            OipRequest request = OipRequestReader.read("fashion", body, header, scope);
            float[] values = Tensors.first(request.request().inputs());
            for (int i = 0; i < values.length; i++) {
                values[i] *= 2;
            }
            List<Tensor> outputs = List.of(Tensors.floats("scores", values, 1, values.length));
            BinaryOutputs binary = request.binaryOutputs();
            InferenceResult result = new InferenceResult(
                    "fashion", outputs, "pruned@cpu:1", "pruned", "cpu", "r1-5", 1, false, () -> {});
            OipMessage message = OipResponseWriter.write(result, "", "1", binary, scope);
            exchange.getResponseHeaders().add(OipMessage.HEADER_LENGTH, "" + message.headerBytes());
            exchange.getResponseHeaders().add("Gearshift-Variant", "pruned");
            exchange.getResponseHeaders().add("Gearshift-Provider", "cpu");
            exchange.getResponseHeaders().add("Gearshift-Decision", "r1-5");
            ByteBuffer whole = ByteBuffer.allocate((int) message.size());
            message.parts().forEach(part -> whole.put(part.duplicate()));
            send(exchange, 200, whole.array());
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void answer_refused_isLostWithTheServersWords() {
        server.createContext(
                "/", exchange -> send(exchange, 503, "{\"error\": \"fashion is not ready\"}".getBytes(UTF_8)));

        OipClient.Answer answer =
                client(Duration.ofSeconds(20)).ask("fashion", question()).join();

        assertThat(answer.isGiven()).isFalse();
        assertThat(answer.problem()).isEqualTo("503 {\"error\": \"fashion is not ready\"}");
    }

    @Test
    void answer_garbage_isLost() {
        server.createContext("/", exchange -> send(exchange, 200, "nonsense".getBytes(UTF_8)));

        OipClient.Answer answer =
                client(Duration.ofSeconds(20)).ask("fashion", question()).join();

        assertThat(answer.problem()).startsWith("an answer that cannot be read: ");
    }

    @Test
    void answer_late_isLost() {
        server.createContext("/", exchange -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        OipClient.Answer answer =
                client(Duration.ofMillis(50)).ask("fashion", question()).join();

        assertThat(answer.problem()).contains("timed out");
    }
}
