package io.gearshift.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    /** Held: one that is collected closes its streams. */
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void close_whileAnotherThreadSends_noSendFails() throws Exception {
        Vertx vertx = Vertx.vertx();
        EventStream events = new EventStream();
        Router router = Router.router(vertx);
        router.get("/events").handler(events::open);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        try {
            for (int round = 0; round < 20; round++) {
                List<HttpResponse<InputStream>> open = listen(server.actualPort(), 8);
                AtomicBoolean isOver = new AtomicBoolean();
                CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                    while (!isOver.get()) {
                        events.send("state", () -> 1);
                    }
                });

                events.close();

                for (HttpResponse<InputStream> stream : open) {
                    stream.body().close();
                }
                isOver.set(true);
                sender.get(30, TimeUnit.SECONDS);
                assertThat(events.hasClients()).isFalse();
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private List<HttpResponse<InputStream>> listen(int port, int count) throws Exception {
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            open.add(client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events"))
                            .build(),
                    BodyHandlers.ofInputStream()));
        }
        return open;
    }
}
