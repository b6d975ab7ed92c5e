package io.gearshift.daemon.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Stands between a daemon and its cloud, and spoils what the cloud says to {@code infer}. */
final class TestingProxy implements AutoCloseable {

    /** What happens to an answer on its way back. */
    enum Mischief {
        NONE,
        DELAY,
        OTHER_SHAPE,
        OTHER_TYPE,
        OTHER_NAME,
        NO_OUTPUTS,
        NOT_A_NUMBER,
        CUT_BODY,
        NOT_JSON,
        ERROR_500,
        HEADER_TOO_LONG
    }

    private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI cloud;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile Mischief mischief = Mischief.NONE;
    private volatile boolean isOver;

    TestingProxy(URI cloud) throws IOException {
        this.cloud = cloud;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void doMischief(Mischief kind) {
        mischief = kind;
    }

    /** An answer as it goes back. */
    private record Reply(int status, int headerBytes, byte[] body) {}

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            cloud.resolve(exchange.getRequestURI().toString()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            for (String name : List.of(HEADER_LENGTH, "Content-Type")) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            boolean isInfer = exchange.getRequestURI().getPath().endsWith("/infer");
            Reply reply = new Reply(
                    answer.statusCode(),
                    (int) answer.headers().firstValueAsLong(HEADER_LENGTH).orElse(-1),
                    answer.body());
            send(exchange, isInfer && answer.statusCode() == 200 ? spoil(reply) : reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.headerBytes() >= 0) {
            exchange.getResponseHeaders().set(HEADER_LENGTH, Integer.toString(reply.headerBytes()));
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        } else {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        boolean isCut = mischief == Mischief.CUT_BODY;
        exchange.sendResponseHeaders(reply.status(), reply.body().length + (isCut ? 100 : 0));
        exchange.getResponseBody().write(reply.body());
    }

    private Reply spoil(Reply reply) throws IOException {
        switch (mischief) {
            case DELAY:
                for (int i = 0; i < 200 && !isOver; i++) {
                    LockSupport.parkNanos(10_000_000);
                }
                return reply;
            case OTHER_SHAPE:
                return edited(reply, output -> output.set("shape", JSON.valueToTree(new int[] {10, 1})));
            case OTHER_TYPE:
                return edited(reply, output -> output.put("datatype", "INT32"));
            case OTHER_NAME:
                return edited(reply, output -> output.put("name", "scorse"));
            case NO_OUTPUTS:
                return new Reply(200, -1, "{\"model_name\":\"fashion\",\"outputs\":[]}".getBytes());
            case NOT_A_NUMBER:
                byte[] body = reply.body().clone();
                ByteBuffer.wrap(body)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(Math.max(0, reply.headerBytes()), Float.NaN);
                return new Reply(200, reply.headerBytes(), body);
            case NOT_JSON:
                return new Reply(200, -1, "<html>captive portal</html>".getBytes());
            case ERROR_500:
                return new Reply(500, -1, "{\"error\":\"no\"}".getBytes());
            case HEADER_TOO_LONG:
                return new Reply(200, Integer.MAX_VALUE, reply.body());
            default:
                return reply;
        }
    }

    private static Reply edited(Reply reply, java.util.function.Consumer<ObjectNode> edit) throws IOException {
        JsonNode head = JSON.readTree(Arrays.copyOf(reply.body(), reply.headerBytes()));
        edit.accept((ObjectNode) ((ArrayNode) head.path("outputs")).get(0));
        byte[] json = JSON.writeValueAsBytes(head);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json);
        body.write(reply.body(), reply.headerBytes(), reply.body().length - reply.headerBytes());
        return new Reply(200, json.length, body.toByteArray());
    }

    @Override
    public void close() {
        isOver = true;
        server.stop(0);
        threads.shutdownNow();
    }
}
