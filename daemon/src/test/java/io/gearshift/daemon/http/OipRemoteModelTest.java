package io.gearshift.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.ModelServer;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.remote.OipRemoteModel;
import io.gearshift.registry.remote.RemoteConnection;
import io.gearshift.registry.remote.RemoteEndpoint;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OipRemoteModelTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path dir;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void remote_thatIsADaemon_answersAndIsProbed() {
        try (TestingDaemon daemon = new TestingDaemon();
                RemoteConnection connection = new RemoteConnection(RemoteEndpoint.of("hq", daemon.address()))) {
            OipRemoteModel model = model(connection, "add");

            Tensor sum = infer(model, SOON).get(0);

            assertThat(sum.name()).isEqualTo("sum");
            assertThat(sum.shape()).containsExactly(2, 3);
            assertThat(sum.data().getFloat(8)).isEqualTo(4f);
            assertThat(model.probe(SOON).toCompletableFuture().join()).isPositive();
        }
    }

    @Test
    void remote_notReadyOrUnknown_fails() {
        try (TestingDaemon daemon = new TestingDaemon();
                RemoteConnection connection = new RemoteConnection(RemoteEndpoint.of("hq", daemon.address()))) {
            failure(
                            () -> model(connection, "cold")
                                    .probe(SOON)
                                    .toCompletableFuture()
                                    .join(),
                            Kind.NOT_READY)
                    .hasMessageContaining("endpoint hq")
                    .hasMessageContaining("status 503");
            failure(() -> infer(model(connection, "nope"), SOON), Kind.RUNTIME).hasMessageContaining("no such model");
        }
    }

    @Test
    void remote_frozen_failsAtTheDeadline() {
        serve(request -> {}, model -> {
            failure(() -> infer(model, AT_ONCE), Kind.DEADLINE).hasMessageContaining("no answer within 100 ms");
            failure(() -> model.probe(AT_ONCE).toCompletableFuture().join(), Kind.DEADLINE);
        });
    }

    @Test
    void remote_slowAfterItsHeaders_failsAtTheDeadline() {
        serve(
                request ->
                        request.response().putHeader("Content-Length", "1000").write("{"),
                model -> failure(() -> infer(model, AT_ONCE), Kind.DEADLINE));
    }

    @Test
    void remote_killedMidAnswer_fails() {
        serve(
                request -> request.response()
                        .putHeader("Content-Length", "1000")
                        .write("{")
                        .onComplete(v -> request.connection().close()),
                model -> failure(() -> infer(model, SOON), Kind.RUNTIME).hasMessageContaining("connection lost"));
    }

    @Test
    void remote_notThere_fails() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (RemoteConnection connection =
                new RemoteConnection(RemoteEndpoint.of("hq", URI.create("http://127.0.0.1:" + port)))) {
            failure(() -> infer(model(connection, "add"), SOON), Kind.RUNTIME).hasMessageContaining("cannot connect");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-1 | <html>hello</html> | not valid JSON",
                "-1 | {} | no outputs",
                "-1 | {'outputs':[]} | output 'sum' is missing",
                "-1 | {'outputs':[{'name':'sum','shape':[2,3],'datatype':'INT32','data':[1,2,3,4,5,6]}]} | is INT32 (expected: FP32)",
                "-1 | {'outputs':[{'name':'sum','shape':[3,3],'datatype':'FP32','data':[1,2,3,4,5,6,7,8,9]}]} | expected: [2, 3]",
                "-1 | {'outputs':[{'name':'sum','shape':[1,3],'datatype':'FP32','data':[1,2,3]}]} | expected: [2, 3]",
                "-1 | {'outputs':[{'name':'sum','shape':[2,3],'datatype':'FP32','data':[1,2,3]}]} | 3 elements (expected: 6",
                "-1 | {'outputs':[{'name':'sum','shape':[6],'datatype':'FP32','data':[1,2,3,4,5,6]}]} | of shape [6]",
                "89 | {'outputs':[{'name':'sum','shape':[2,3],'datatype':'FP32','parameters':{'binary_data_size':24}}]} | not valid JSON",
                "97 | {'outputs':[{'name':'sum','shape':[2,3],'datatype':'FP32','parameters':{'binary_data_size':24}}]}abc | 24, but the body has",
                "90000 | {} | at most the body's",
                "x | {} | not a number",
            })
    void remote_thatLies_fails(String headerBytes, String body, String part) {
        serve(
                request -> {
                    if (!headerBytes.equals("-1")) {
                        request.response().putHeader("Inference-Header-Content-Length", headerBytes);
                    }
                    request.response().end(body.replace('\'', '"'));
                },
                model -> failure(() -> infer(model, SOON), Kind.RUNTIME)
                        .hasMessageContaining("answered wrongly")
                        .hasMessageContaining(part));
    }

    @Test
    void remote_thatSendsTooMuch_isCutOff() {
        serve(
                request -> request.response().end(Buffer.buffer(new byte[200_000])),
                model -> failure(() -> infer(model, SOON), Kind.RUNTIME)
                        .hasMessageContaining("larger than 100000 bytes"));
    }

    @Test
    void remote_thatFails_isQuotedInOneLine() {
        serve(
                request -> request.response().setStatusCode(500).end("{\"error\":\n\"disk full\"}"),
                model -> failure(() -> infer(model, SOON), Kind.RUNTIME)
                        .hasMessageContaining("status 500")
                        .hasMessageContaining("{\"error\": \"disk full\"}"));
    }

    @Test
    void token_isSentAndNeverShown() throws Exception {
        Path token = Files.writeString(dir.resolve("token"), "s3cret\n");
        AtomicReference<String> seen = new AtomicReference<>();
        HttpServer server = listen(request -> {
            seen.set(request.getHeader("Authorization"));
            request.response().setStatusCode(401).end();
        });
        RemoteEndpoint endpoint = new RemoteEndpoint("hq", address(server), null, token, false);
        try (RemoteConnection connection = new RemoteConnection(endpoint)) {
            failure(() -> infer(model(connection, "add"), SOON), Kind.RUNTIME)
                    .hasMessageContaining("status 401")
                    .hasMessageNotContaining("s3cret");
            assertThat(seen).hasValue("Bearer s3cret");
            Files.writeString(token, "two\nlines");
            failure(() -> infer(model(connection, "add"), SOON), Kind.RUNTIME)
                    .hasMessageContaining("holds no token")
                    .hasMessageNotContaining("lines");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://host, http://host:port or https",
        "host:80, http://host:port or https",
        "http:///v2, has no host",
        "http://u:secret@host, use tokenFile",
        "http://host?x=1, query"
    })
    void endpoint_withABadUrl_isRefused(String url, String part) {
        Assertions.assertThatThrownBy(() -> RemoteEndpoint.of("hq", URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part)
                .hasMessageNotContaining("secret");
    }

    private void serve(Handler<HttpServerRequest> behaviour, Consumer<OipRemoteModel> test) {
        HttpServer server = listen(behaviour);
        try (RemoteConnection connection = new RemoteConnection(RemoteEndpoint.of("hq", address(server)))) {
            test.accept(model(connection, "add"));
        }
    }

    private HttpServer listen(Handler<HttpServerRequest> behaviour) {
        return vertx.createHttpServer()
                .requestHandler(behaviour)
                .listen(0, "127.0.0.1")
                .await();
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private static OipRemoteModel model(RemoteConnection connection, String name) {
        ModelServer.Signature signature =
                new TestingModelServer().signature("add").orElseThrow();
        return new OipRemoteModel(connection, name, signature.inputs(), signature.outputs(), 100_000);
    }

    private static List<Tensor> infer(OipRemoteModel model, Duration deadline) {
        ByteBuffer data = ByteBuffer.allocateDirect(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 6; i++) {
            data.putFloat(i);
        }
        Tensor a = new Tensor("a", DataType.FP32, new long[] {2, 3}, data.flip());
        Tensor b = new Tensor("b", DataType.FP32, new long[] {2, 3}, a.data());
        return model.infer(List.of(a, b), List.of(), deadline)
                .toCompletableFuture()
                .join();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> failure(Runnable action, Kind kind) {
        Throwable thrown = Assertions.catchThrowable(action::run);
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        assertThat(cause).isInstanceOf(InferenceException.class);
        assertThat(((InferenceException) cause).kind()).as(cause.getMessage()).isEqualTo(kind);
        return assertThat(cause);
    }
}
