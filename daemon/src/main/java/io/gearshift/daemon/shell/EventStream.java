package io.gearshift.daemon.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gearshift.core.trace.TraceJson;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Server-sent events to whoever listens. With no listener nothing is made. */
final class EventStream {

    /** A client that reads slower than this many bytes queue up is cut off; it reconnects by itself. */
    private static final int QUEUE_BYTES = 1 << 20;

    private final Set<HttpServerResponse> clients = ConcurrentHashMap.newKeySet();

    void open(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store");
        response.setWriteQueueMaxSize(QUEUE_BYTES);
        response.closeHandler(v -> clients.remove(response));
        response.exceptionHandler(e -> clients.remove(response));
        clients.add(response);
        response.write("retry: 2000\n\n");
    }

    boolean hasClients() {
        return !clients.isEmpty();
    }

    void send(String event, Supplier<Object> data) {
        if (clients.isEmpty()) {
            return;
        }
        String text = "event: " + event + "\ndata: " + json(data.get()) + "\n\n";
        write(text);
    }

    /** Not beside {@link #close}: a response that has ended takes no more. */
    private synchronized void write(String text) {
        for (HttpServerResponse client : clients) {
            if (client.writeQueueFull()) {
                clients.remove(client);
                client.reset();
            } else {
                client.write(text);
            }
        }
    }

    private static String json(Object data) {
        try {
            return TraceJson.mapper().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized void close() {
        clients.forEach(client -> {
            clients.remove(client);
            client.end();
        });
    }
}
