package io.gearshift.daemon.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTPS server that serves one file with an ETag, or misbehaves as told. */
public final class TestingServer {

    /** Answered, by status and If-None-Match. */
    public final List<String> answered = new CopyOnWriteArrayList<>();

    private final URI url;
    private volatile byte[] file = new byte[0];
    private volatile Handler<HttpServerRequest> behaviour = this::serve;

    /** @param store a key store made by {@link #certificate} */
    public TestingServer(Vertx vertx, Path store) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword("changeit"));
        int port = vertx.createHttpServer(options)
                .requestHandler(request -> behaviour.handle(request))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        url = URI.create("https://127.0.0.1:" + port + "/policies/shop.gsp");
    }

    public URI url() {
        return url;
    }

    public void offer(byte[] bytes) {
        file = bytes;
        behaviour = this::serve;
    }

    public void behave(Handler<HttpServerRequest> next) {
        behaviour = next;
    }

    private void serve(HttpServerRequest request) {
        byte[] bytes = file;
        String etag = '"' + Integer.toHexString(java.util.Arrays.hashCode(bytes)) + '"';
        boolean isKnown = etag.equals(request.getHeader("If-None-Match"));
        answered.add(isKnown ? "304" : "200");
        request.response().putHeader("ETag", etag);
        if (isKnown) {
            request.response().setStatusCode(304).end();
        } else {
            request.response().end(Buffer.buffer(bytes));
        }
    }

    /** A key store with a new self-signed certificate for 127.0.0.1, and beside it {@code ca.pem}. */
    public static Path certificate(Path dir, String... validity) throws IOException, InterruptedException {
        return certificateFor("ip:127.0.0.1", dir, validity);
    }

    static Path certificateFor(String name, Path dir, String... validity) throws IOException, InterruptedException {
        Path store = dir.resolve("store.p12");
        List<String> make = new ArrayList<>(List.of(
                "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=" + name));
        make.addAll(List.of(validity));
        keytool(dir, store, make);
        keytool(
                dir,
                store,
                List.of(
                        "-exportcert",
                        "-rfc",
                        "-alias",
                        "a",
                        "-file",
                        dir.resolve("ca.pem").toString()));
        return store;
    }

    private static void keytool(Path dir, Path store, List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/keytool").toString());
        command.addAll(args);
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", "changeit"));
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(dir.resolve("keytool.log").toFile())
                        .start()
                        .waitFor())
                .isZero();
    }
}
