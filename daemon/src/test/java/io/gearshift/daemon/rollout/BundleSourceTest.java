package io.gearshift.daemon.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.policies.bundle.Bundle;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleSourceTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path dir;

    private static Vertx vertx;
    private static TestingServer server;

    private final List<BundleSource> open = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        server = new TestingServer(vertx, TestingServer.certificate(dir));
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @AfterEach
    void close() {
        open.forEach(BundleSource::close);
    }

    private BundleSource source(Duration limit) {
        return source(server.url(), dir.resolve("ca.pem"), null, limit);
    }

    private BundleSource source(URI url, @Nullable Path caFile, @Nullable Path tokenFile, Duration limit) {
        BundleSource source = new BundleSource(vertx, url, caFile, tokenFile, limit);
        open.add(source);
        return source;
    }

    @Test
    void file_isFetched_andNotAgainWhileItIsTheSame() throws Exception {
        server.offer("bundle".getBytes(UTF_8));
        BundleSource source = source(LONG);

        BundleSource.Reply first = source.fetch("");
        BundleSource.Reply second = source.fetch(first.etag());
        server.offer("other".getBytes(UTF_8));
        BundleSource.Reply third = source.fetch(first.etag());

        assertThat(first.bytes()).asString(UTF_8).isEqualTo("bundle");
        assertThat(second.bytes()).isNull();
        assertThat(third.bytes()).asString(UTF_8).isEqualTo("other");
    }

    @Test
    void token_isSent_andReadEachTime() throws Exception {
        Path token = Files.writeString(dir.resolve("token"), "first\n");
        server.behave(r -> r.response().end(String.valueOf(r.getHeader("Authorization"))));
        BundleSource source = source(server.url(), dir.resolve("ca.pem"), token, LONG);

        assertThat(source.fetch("").bytes()).asString(UTF_8).isEqualTo("Bearer first");
        Files.writeString(token, "second");
        assertThat(source.fetch("").bytes()).asString(UTF_8).isEqualTo("Bearer second");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | does policy.bundle.tokenFile hold the right token?",
                "404 | is policy.bundle.url right?",
                "500 | the server answers 500",
                "503 | the server answers 503",
                "204 | the server answers 204",
                "302 | redirects are not followed: give the final address as policy.bundle.url"
            })
    void otherAnswers_areNamed(int status, String said) {
        server.behave(r -> r.response()
                .setStatusCode(status)
                .putHeader("Location", "https://evil.example/shop.gsp")
                .end());

        assertThatThrownBy(() -> source(LONG).fetch(""))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(said);
    }

    @Test
    void bodyCutShort_isNoBundle() {
        server.behave(r -> {
            r.response().putHeader("Content-Length", "1000");
            r.response().write("half").onComplete(v -> r.connection().close());
        });

        assertThatThrownBy(() -> source(LONG).fetch("")).isInstanceOf(FetchException.class);
    }

    @Test
    void endlessBody_isCutOff() {
        Buffer megabyte = Buffer.buffer(new byte[1 << 20]);
        server.behave(r -> {
            r.response().setChunked(true);
            more(r.response(), megabyte);
        });

        assertThatThrownBy(() -> source(LONG).fetch(""))
                .hasMessageContaining("the server sends more than " + Bundle.MAX_BYTES + " bytes");
    }

    private static void more(io.vertx.core.http.HttpServerResponse response, Buffer bytes) {
        if (!response.closed()) {
            response.write(bytes).onSuccess(v -> more(response, bytes));
        }
    }

    @Test
    void slowBody_endsAtTheLimit() {
        server.behave(r -> {
            r.response().setChunked(true);
            long timer = vertx.setPeriodic(20, t -> r.response().write("."));
            r.response().closeHandler(v -> vertx.cancelTimer(timer));
        });

        assertThatThrownBy(() -> source(Duration.ofMillis(300)).fetch(""))
                .hasMessage("the server was not done after 0.3 s");
    }

    @Test
    void silence_endsAtTheLimit() {
        server.behave(r -> {});

        assertThatThrownBy(() -> source(Duration.ofMillis(300)).fetch(""))
                .hasMessage("the server was not done after 0.3 s");
    }

    @Test
    void unknownCertificate_isRefused() {
        assertThatThrownBy(() -> source(server.url(), null, null, LONG).fetch(""))
                .hasMessageContaining("TLS failed: unable to find valid certification path")
                .hasMessageContaining("policy.bundle.caFile names the certificates to trust");
    }

    @Test
    void serverWithoutTls_isToldFromOneThatIsNotTrusted() throws Exception {
        HttpServer plain = vertx.createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> source(
                                URI.create("https://localhost:" + plain.actualPort() + "/shop.gsp"), null, null, LONG)
                        .fetch(""))
                .hasMessageContaining("the server does not speak TLS at this address")
                .hasMessageContaining("is the port of policy.bundle.url right?");
    }

    @Test
    void certificateOfAnotherHost_isRefused(@TempDir Path other) throws Exception {
        Path store = TestingServer.certificateFor("dns:other.example", other);
        TestingServer elsewhere = new TestingServer(vertx, store);

        assertThatThrownBy(() -> source(elsewhere.url(), other.resolve("ca.pem"), null, LONG)
                        .fetch(""))
                .hasMessageContaining("TLS failed");
    }

    @Test
    void expiredCertificate_isRefused(@TempDir Path old) throws Exception {
        Path store = TestingServer.certificate(old, "-startdate", "-10d", "-validity", "5");
        TestingServer expired = new TestingServer(vertx, store);

        assertThatThrownBy(() ->
                        source(expired.url(), old.resolve("ca.pem"), null, LONG).fetch(""))
                .hasMessageContaining("the server's certificate is not valid now");
    }

    @Test
    void nobodyThere_isSaid() {
        assertThatThrownBy(() -> source(URI.create("https://127.0.0.1:1/x.gsp"), null, null, LONG)
                        .fetch(""))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("127.0.0.1:1");
    }
}
