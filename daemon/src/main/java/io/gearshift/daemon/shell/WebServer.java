package io.gearshift.daemon.shell;

import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.web.WebPage;
import io.gearshift.metrics.GearshiftMeters;
import io.gearshift.metrics.prometheus.PrometheusScrape;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one port: protocol, admin, metrics, dashboard. */
final class WebServer {

    /** Answers under way when the daemon is told to stop may take this long. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    /**
     * A connection on which nothing moves for so long is closed: also one whose request never becomes complete. Longer
     * than the dashboard's events are apart.
     */
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final HttpServer server;
    private final URI address;

    private WebServer(HttpServer server, URI address) {
        this.server = server;
        this.address = address;
    }

    /** Mounts what needs nothing of the shell. */
    static void mountStatic(Router router, Vertx vertx, @Nullable GearshiftMeters meters) throws IOException {
        WebPage.mount(router);
        Buffer document = openApi();
        router.get("/openapi.json")
                .handler(c -> c.response()
                        .putHeader("Content-Type", "application/json")
                        .end(document));
        if (meters != null) {
            router.get("/metrics").handler(c -> scrape(c, vertx, meters));
        }
        router.route()
                .last()
                .handler(c -> AdminJson.fail(
                        c,
                        404,
                        "no such path: " + c.request().path(),
                        "",
                        "/, /v1, /v2, /metrics and /openapi.json are served"));
    }

    private static void scrape(RoutingContext c, Vertx vertx, GearshiftMeters meters) {
        vertx.executeBlocking(meters::scrape, false)
                .onSuccess(text -> c.response()
                        .putHeader("Content-Type", PrometheusScrape.CONTENT_TYPE)
                        .end(text))
                .onFailure(c::fail);
    }

    private static Buffer openApi() throws IOException {
        try (InputStream in = WebServer.class.getResourceAsStream("/openapi.json")) {
            if (in == null) {
                throw new IOException("/openapi.json is not on the class path");
            }
            return Buffer.buffer(in.readAllBytes());
        }
    }

    /** Blocks until it listens. */
    static WebServer listen(Vertx vertx, Config.Serving serving, Router router) throws StartException {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(serving.host())
                .setPort(serving.port())
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setIdleTimeout((int) IDLE.toSeconds())
                // HTTP/1.1 only: Java's own client drops what is under way when HTTP/2 tells it that the server drains.
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false);
        Config.Tls tls = serving.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certFile().toString())
                            .addKeyPath(tls.keyFile().toString()));
        }
        try {
            HttpServer server = vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            String host = serving.host().contains(":") ? "[" + serving.host() + "]" : serving.host();
            String scheme = tls == null ? "http" : "https";
            return new WebServer(server, URI.create(scheme + "://" + host + ":" + server.actualPort() + "/"));
        } catch (ExecutionException e) {
            throw cannotListen(serving, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannotListen(serving, e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw cannotListen(serving, e);
        }
    }

    private static StartException cannotListen(Config.Serving serving, Throwable cause) {
        String where = serving.host() + ":" + serving.port();
        if (cause instanceof BindException) {
            return new StartException(
                    where + " cannot be listened on: " + cause.getMessage(),
                    "stop what listens there, or set serving.port (--port; 0 takes any free one)",
                    cause);
        }
        Config.Tls tls = serving.tls();
        return tls == null
                ? new StartException(where + " cannot be listened on: " + cause, "check serving.host", cause)
                : StartException.configuration(
                        "serving.tls: " + tls.certFile() + " and " + tls.keyFile() + " cannot be used: " + cause,
                        "both must be PEM, and the key must be the certificate's",
                        cause);
    }

    URI address() {
        return address;
    }

    int port() {
        return server.actualPort();
    }

    /** Takes no new connection, lets answers under way finish. Blocks. */
    void drain() {
        try {
            server.shutdown(DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(DRAIN.toMillis() + 2000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            org.slf4j.LoggerFactory.getLogger(WebServer.class).warn("draining: {}", e.toString());
        }
    }
}
