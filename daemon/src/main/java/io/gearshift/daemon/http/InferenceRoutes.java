package io.gearshift.daemon.http;

import io.gearshift.core.serve.ModelServer;
import io.gearshift.registry.oip.BufferPool;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/** Open Inference Protocol v2 over REST: {@code /v2} and everything below it. */
public final class InferenceRoutes {

    /** Paths below {@code /v2} that are served, as the router writes them. */
    static final Map<String, HttpMethod> PATHS = Map.of(
            "/v2", HttpMethod.GET,
            "/v2/health/live", HttpMethod.GET,
            "/v2/health/ready", HttpMethod.GET,
            "/v2/models/:model", HttpMethod.GET,
            "/v2/models/:model/ready", HttpMethod.GET,
            "/v2/models/:model/infer", HttpMethod.POST,
            "/v2/models/:model/versions/:version", HttpMethod.GET,
            "/v2/models/:model/versions/:version/ready", HttpMethod.GET,
            "/v2/models/:model/versions/:version/infer", HttpMethod.POST);

    /** Idle buffers kept for the next requests. */
    private static final long IDLE_BYTES = 32L << 20;

    private final MetadataHandlers metadata;
    private final InferHandler infer;
    private final BufferPool buffers = new BufferPool(IDLE_BYTES);

    /**
     * @param workers parses, infers and writes; named threads, not Vert.x event loops
     * @param version the daemon's, for the server metadata
     */
    public InferenceRoutes(ModelServer server, Executor workers, InferenceLimits limits, String version) {
        this.metadata = new MetadataHandlers(server, version);
        this.infer = new InferHandler(server, workers, limits, buffers);
    }

    /** Adds the routes. No body handler may stand before them: they read bodies themselves. */
    public void mount(Router router) {
        route(router, "/v2", metadata::server);
        route(router, "/v2/health/live", metadata::live);
        route(router, "/v2/health/ready", metadata::ready);
        for (String model : List.of("/v2/models/:model", "/v2/models/:model/versions/:version")) {
            route(router, model, metadata::model);
            route(router, model + "/ready", metadata::modelReady);
            route(router, model + "/infer", infer);
        }
        router.route("/v2/*").handler(InferenceRoutes::unknown);
    }

    /** Memory of requests and answers in flight; 0 when nothing is being served. */
    public long heldBytes() {
        return buffers.usedBytes();
    }

    /** Requests that run or wait for a worker. */
    public int inFlight() {
        return infer.inFlight();
    }

    private static void route(Router router, String path, Handler<RoutingContext> handler) {
        HttpMethod method = Objects.requireNonNull(PATHS.get(path), path);
        router.route(method, path).handler(handler);
        router.route(path).handler(context -> {
            context.response().putHeader("Allow", method.name());
            String problem =
                    context.request().method() + " " + context.request().path() + " (expected: " + method + ")";
            Replies.refuse(context.response(), new Refusal(405, problem));
        });
    }

    private static void unknown(RoutingContext context) {
        String problem = "no such path: " + context.request().path()
                + " (expected: /v2, /v2/health/live, /v2/health/ready, /v2/models/MODEL, .../ready or .../infer)";
        Replies.refuse(context.response(), new Refusal(404, problem));
    }
}
