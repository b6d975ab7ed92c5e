package io.gearshift.daemon.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The page in front of a played hot afternoon, over the real endpoints and shapes. {@code main} keeps it running to look
 * at: {@code mvn -pl daemon test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.gearshift.daemon.web.TestingDaemon}.
 */
final class TestingDaemon implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<HttpServerResponse> listeners = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile TestingAfternoon afternoon;

    TestingDaemon(TestingAfternoon afternoon, int port) throws Exception {
        this.afternoon = afternoon;
        Router router = Router.router(vertx);
        WebPage.mount(router);
        router.route("/v1/*").handler(BodyHandler.create(false));
        router.get("/v1/state").handler(c -> json(c, this.afternoon.state()));
        router.get("/v1/models").handler(c -> json(c, this.afternoon.models()));
        router.get("/v1/decisions").handler(c -> json(c, this.afternoon.decisions()));
        router.get("/v1/events").handler(this::listen);
        router.put("/v1/scene").handler(this::accept);
        router.put("/v1/models/:model/pin").handler(this::accept);
        router.delete("/v1/models/:model/pin").handler(this::accept);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    public static void main(String[] args) throws Exception {
        TestingDaemon daemon =
                new TestingDaemon(new TestingAfternoon(0), args.length > 0 ? Integer.parseInt(args[0]) : 0);
        System.out.println(daemon.url());
        daemon.vertx.setPeriodic(1000, t -> daemon.tell());
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/";
    }

    /** What the page has asked to change, as {@code METHOD path body}. */
    List<String> calls() {
        return calls;
    }

    void play(TestingAfternoon next) {
        afternoon = next;
        tell();
    }

    /** Pushes the present picture to every open page. */
    void tell() {
        String text = event("state", afternoon.state()) + event("models", afternoon.models());
        listeners.forEach(l -> l.write(text));
    }

    void tellDecision(JsonObject decision) {
        listeners.forEach(l -> l.write(event("decision", decision)));
    }

    private static String event(String name, Object data) {
        return "event: " + name + "\ndata: " + Json.encode(data) + "\n\n";
    }

    private void listen(RoutingContext context) {
        HttpServerResponse response =
                context.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        listeners.add(response);
        response.closeHandler(v -> listeners.remove(response));
        response.write("retry: 2000\n\n");
    }

    private void accept(RoutingContext context) {
        calls.add(context.request().method() + " " + context.request().path() + " "
                + context.body().asString());
        if (context.request().path().contains("commands")) {
            context.response().setStatusCode(409);
            json(
                    context,
                    new JsonObject()
                            .put("error", "commands: full@cpu:1 is in quarantine")
                            .put("hint", "wait 12 s"));
        } else {
            json(context, new JsonObject().put("gear", "pruned@cpu:1").put("inForce", true));
        }
    }

    private static void json(RoutingContext context, Object body) {
        context.response()
                .putHeader("Content-Type", "application/json")
                .end(body instanceof JsonArray array ? array.encode() : Json.encode(body));
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
