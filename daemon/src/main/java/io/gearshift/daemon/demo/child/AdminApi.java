package io.gearshift.daemon.demo.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A child's admin interface. */
public final class AdminApi {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI address;

    AdminApi(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
    }

    /** @throws IOException when there is no answer, or it is not a success */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).timeout(ANSWER_WITHIN).GET().build());
    }

    public JsonNode put(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path));
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    request.method() + " " + request.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /**
     * Listens until the daemon ends the stream.
     *
     * @param onEvent told of each event's name and data, on one thread
     * @return completes when the daemon has begun to tell
     */
    public CompletableFuture<Void> listen(BiConsumer<String, JsonNode> onEvent) {
        return http.sendAsync(request("/v1/events").GET().build(), BodyHandlers.ofLines())
                .thenAccept(response -> {
                    Thread reader = new Thread(() -> read(response.body(), onEvent), "demo-events");
                    reader.setDaemon(true);
                    reader.start();
                });
    }

    /** Source: HTML Living Standard, 9.2 Server-sent events; ours are one data line each. */
    static void read(Stream<String> lines, BiConsumer<String, JsonNode> onEvent) {
        String[] event = {""};
        try {
            lines.forEach(line -> {
                if (line.startsWith("event: ")) {
                    event[0] = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    onEvent.accept(event[0], parse(line.substring("data: ".length())));
                }
            });
        } catch (java.io.UncheckedIOException e) {
            // The daemon has gone; whoever cares watches the process.
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
