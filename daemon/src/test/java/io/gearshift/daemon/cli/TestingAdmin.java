package io.gearshift.daemon.cli;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that answers {@code /v1} from recorded JSON, and writes down what it was asked. */
final class TestingAdmin implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final @Nullable String token;

    private TestingAdmin(@Nullable String token) {
        this.token = token;
        server = vertx.createHttpServer().requestHandler(this::answer);
        server.listen(0, "127.0.0.1").await();
    }

    static TestingAdmin open() {
        return new TestingAdmin(null);
    }

    static TestingAdmin withToken(String token) {
        return new TestingAdmin(token);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Method, path and body of every request, in order. */
    List<String> asked() {
        return asked;
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            asked.add(request.method() + " " + request.uri() + (body.length() == 0 ? "" : " " + body));
            if (token != null && !("Bearer " + token).equals(request.getHeader("Authorization"))) {
                end(request, 401, "{\"error\": \"no token\"}");
            } else {
                route(request, body.length() == 0 ? new JsonObject() : body.toJsonObject());
            }
        });
    }

    private static void route(HttpServerRequest request, JsonObject body) {
        String path = request.path();
        if (path.equals("/v1/state") || path.equals("/v1/models") || path.equals("/v1/situation")) {
            end(request, 200, resource(path.substring(4) + ".json"));
        } else if (path.equals("/v1/decisions")) {
            end(request, 200, decisions(request.getParam("model"), request.getParam("limit")));
        } else if (path.startsWith("/v1/decisions/")) {
            decision(request, path.substring("/v1/decisions/".length()));
        } else if (path.endsWith("/pin")) {
            pin(request, body);
        } else {
            end(request, 404, "<html>not here</html>");
        }
    }

    private static String decisions(@Nullable String model, String limit) {
        JsonArray all = new JsonArray(resource("decisions.json"));
        JsonArray chosen = new JsonArray();
        for (int i = 0; i < all.size() && chosen.size() < Integer.parseInt(limit); i++) {
            if (model == null || model.equals(all.getJsonObject(i).getString("model"))) {
                chosen.add(all.getJsonObject(i));
            }
        }
        return chosen.encode();
    }

    private static void decision(HttpServerRequest request, String id) {
        for (Object entry : new JsonArray(resource("decisions.json"))) {
            if (((JsonObject) entry).getString("id").equals(id)) {
                end(request, 200, ((JsonObject) entry).encode());
                return;
            }
        }
        end(request, 404, "{\"error\": \"no decision " + id + "\"}");
    }

    private static void pin(HttpServerRequest request, JsonObject body) {
        if (request.method().name().equals("DELETE")) {
            end(request, 200, "{\"model\": \"fashion\"}");
        } else if (body.getString("gear").startsWith("cloud")) {
            end(request, 409, "{\"error\": \"fashion: cloud@remote:0 is quarantined\", \"hint\": \"wait 12 s\"}");
        } else {
            String until = body.containsKey("for") ? "\"2026-11-24T12:12:15.250Z\"" : "null";
            end(
                    request,
                    200,
                    "{\"model\": \"fashion\", \"gear\": \"full@cpu:1\", \"until\": " + until + ", \"inForce\": true}");
        }
    }

    private static void end(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    private static String resource(String name) {
        try (var in = TestingAdmin.class.getResourceAsStream("/admin/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
