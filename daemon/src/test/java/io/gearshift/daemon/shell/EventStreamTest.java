package io.gearshift.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    @Test
    void close_whileAnotherThreadSends_endsEachStreamAndNoSendFails() throws Exception {
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
                List<Iterator<String>> clients = listen(server.actualPort(), 8);
                AtomicBoolean isOver = new AtomicBoolean();
                CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                    while (!isOver.get()) {
                        events.send("state", () -> 1);
                    }
                });
                clients.forEach(Iterator::next);

                events.close();

                clients.forEach(client ->
                        client.forEachRemaining(line -> assertThat(line).matches("|event: state|data: 1|retry: 2000")));
                isOver.set(true);
                sender.get(30, TimeUnit.SECONDS);
                assertThat(events.hasClients()).isFalse();
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static List<Iterator<String>> listen(int port, int count) throws Exception {
        List<Iterator<String>> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HttpResponse<Stream<String>> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events"))
                                    .build(),
                            BodyHandlers.ofLines());
            clients.add(response.body().iterator());
        }
        return clients;
    }
}
