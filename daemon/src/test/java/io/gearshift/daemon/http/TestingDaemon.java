package io.gearshift.daemon.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The routes on a real loopback socket. */
final class TestingDaemon implements AutoCloseable {

    static final int MAX_BODY = 1 << 20;

    final TestingModelServer models = new TestingModelServer();
    final InferenceRoutes routes;
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final HttpServer http;

    TestingDaemon() {
        this(new InferenceLimits(MAX_BODY, 64, 4L * MAX_BODY, Duration.ofSeconds(20)));
    }

    TestingDaemon(InferenceLimits limits) {
        routes = new InferenceRoutes(models, workers, limits, "9.9");
        Router router = Router.router(vertx);
        routes.mount(router);
        http = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
    }

    int port() {
        return http.actualPort();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        models.gate.countDown();
        vertx.close().await();
        workers.shutdownNow();
    }
}
