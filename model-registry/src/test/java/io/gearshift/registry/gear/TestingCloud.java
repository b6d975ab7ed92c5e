package io.gearshift.registry.gear;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.oip.BinaryOutputs;
import io.gearshift.registry.oip.BufferPool;
import io.gearshift.registry.oip.BufferScope;
import io.gearshift.registry.oip.OipMessage;
import io.gearshift.registry.oip.OipRequest;
import io.gearshift.registry.oip.OipRequestReader;
import io.gearshift.registry.oip.OipResponseWriter;
import io.gearshift.registry.remote.RemoteEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server of the protocol: a model with input {@code x}, output {@code y = |x|}, and several vices. */
final class TestingCloud implements AutoCloseable {

    enum Vice {
        NONE,
        FROZEN,
        SLOW,
        SERVER_ERROR,
        GARBAGE,
        CUT_SHORT,
        WRONG_NAME,
        WRONG_TYPE,
        WRONG_SHAPE,
        WRONG_BATCH,
        NOT_A_NUMBER,
        WRONG_VALUES
    }

    private final CountDownLatch isOver = new CountDownLatch(1);

    private final BufferPool pool = new BufferPool(1 << 20);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;
    final AtomicInteger questions = new AtomicInteger();
    volatile Vice vice = Vice.NONE;

    TestingCloud() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/v2/models/tiny/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        http.createContext("/v2/models/tiny/infer", this::infer);
        http.start();
    }

    Endpoints endpoints() {
        URI url = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        return new Endpoints(Map.of("box", RemoteEndpoint.of("box", url)));
    }

    void kill() {
        isOver.countDown();
        http.stop(0);
    }

    private void infer(HttpExchange exchange) throws IOException {
        questions.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (vice) {
            case FROZEN -> await();
            case SERVER_ERROR -> exchange.sendResponseHeaders(500, -1);
            case GARBAGE -> send(exchange, -1, "{\"outputs\": [{]}".getBytes());
            default -> answer(exchange, body);
        }
        exchange.close();
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        ByteBuffer direct = ByteBuffer.allocateDirect(body.length).order(ByteOrder.LITTLE_ENDIAN);
        direct.put(body).flip();
        int header = Integer.parseInt(exchange.getRequestHeaders().getFirst(OipMessage.HEADER_LENGTH));
        try (BufferScope scope = pool.open()) {
            OipRequest request = OipRequestReader.read("tiny", direct, header, scope);
            Tensor y = y(request.request().inputs().get(0));
            InferenceResult result =
                    new InferenceResult("tiny", List.of(y), "far", "far", "cpu", "1", 1, false, () -> {});
            OipMessage message = OipResponseWriter.write(result, "", "1", new BinaryOutputs(true, Map.of()), scope);
            ByteBuffer whole = ByteBuffer.allocate((int) message.size());
            message.parts().forEach(part -> whole.put(part.duplicate()));
            send(exchange, message.headerBytes(), whole.array());
        }
    }

    private void send(HttpExchange exchange, int header, byte[] body) throws IOException {
        if (header >= 0) {
            exchange.getResponseHeaders().set(OipMessage.HEADER_LENGTH, Integer.toString(header));
        }
        exchange.sendResponseHeaders(200, body.length);
        if (vice == Vice.SLOW || vice == Vice.CUT_SHORT) {
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            if (vice == Vice.SLOW) {
                await();
            }
            return;
        }
        exchange.getResponseBody().write(body);
    }

    private Tensor y(Tensor x) {
        float[] values = TestingModels.floats(x);
        for (int i = 0; i < values.length; i++) {
            values[i] = vice == Vice.WRONG_VALUES ? -Math.abs(values[i]) : Math.abs(values[i]);
        }
        long rows = x.shape()[0];
        return switch (vice) {
            case WRONG_NAME -> TestingModels.floats("z", x.shape(), values);
            case WRONG_TYPE ->
                new Tensor(
                        "y", DataType.INT32, x.shape(), TestingModels.x(values).data());
            case WRONG_SHAPE -> TestingModels.floats("y", new long[] {rows * 2, 2}, values);
            case WRONG_BATCH -> TestingModels.floats("y", new long[] {rows + 1, 4}, new float[(int) rows * 4 + 4]);
            case NOT_A_NUMBER -> {
                values[1] = Float.NaN;
                yield TestingModels.floats("y", x.shape(), values);
            }
            default -> TestingModels.floats("y", x.shape(), values);
        };
    }

    private void await() {
        try {
            isOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        threads.shutdownNow();
    }
}
