package io.gearshift.daemon.http;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.ModelServer;
import io.gearshift.registry.oip.BinaryOutputs;
import io.gearshift.registry.oip.BufferScope;
import io.gearshift.registry.oip.OipMessage;
import io.gearshift.registry.oip.OipRequest;
import io.gearshift.registry.oip.OipRequestReader;
import io.gearshift.registry.oip.OipResponseWriter;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request from its complete body to the last byte of its answer. Buffers and the result go from one thread to the
 * next (event loop, worker, event loop) and are released exactly once, whoever ends it.
 */
final class InferExchange {

    /** By then most clients have given up; working for them would keep the others waiting. */
    private static final long MOST_WAIT_NANOS = Duration.ofSeconds(10).toNanos();

    private final ModelServer server;
    private final String model;
    private final int headerBytes;
    private final InferenceLimits limits;
    private final BufferScope scope;
    private final Vertx vertx;
    private final Context loop;
    private final RoutingContext routing;
    private final HttpServerResponse response;
    private Runnable onAnswered = () -> {};
    private volatile boolean isClientGone;
    private volatile long completeAt;

    InferExchange(
            RoutingContext routing,
            ModelServer server,
            String model,
            int headerBytes,
            InferenceLimits limits,
            BufferScope scope) {
        this.routing = routing;
        this.server = server;
        this.model = model;
        this.headerBytes = headerBytes;
        this.limits = limits;
        this.scope = scope;
        this.vertx = routing.vertx();
        this.loop = vertx.getOrCreateContext();
        this.response = routing.response();
        response.closeHandler(v -> isClientGone = true);
        response.exceptionHandler(e -> isClientGone = true);
    }

    /** The request is complete and waits for a worker. The action runs when the worker's part is over, on any thread. */
    void onAnswered(Runnable action) {
        onAnswered = action;
        completeAt = System.nanoTime();
    }

    /** On the event loop, before the body is complete. */
    void abort(@Nullable RefusedException refusal) {
        scope.close();
        if (refusal != null) {
            BodyReader.refuseUnread(vertx, routing.request(), Refusal.of(refusal), limits);
        }
    }

    /** On a worker. Never throws: a client always gets an answer. */
    void infer(ByteBuffer body) {
        try {
            if (isClientGone) {
                finish(scope::close);
                return;
            }
            if (System.nanoTime() - completeAt > MOST_WAIT_NANOS) {
                throw new InferenceException(
                        InferenceException.Kind.OVERLOADED,
                        "overloaded: no worker was free within " + MOST_WAIT_NANOS / 1_000_000_000
                                + " s (try again later)");
            }
            OipRequest request = OipRequestReader.read(model, body, headerBytes, scope);
            String id = request.request().id();
            BinaryOutputs binary = request.binaryOutputs();
            server.infer(request.request()).whenComplete((result, failure) -> {
                if (failure != null) {
                    refuse(failure);
                } else {
                    answer(result, id, binary);
                }
            });
        } catch (Throwable e) {
            refuse(e);
        }
    }

    private void answer(InferenceResult result, String id, BinaryOutputs binary) {
        OipMessage message;
        try {
            message = OipResponseWriter.write(result, id, MetadataHandlers.VERSION, binary, scope);
        } catch (Throwable e) {
            result.close();
            refuse(e);
            return;
        }
        if (message.holdsTensors()) {
            finish(() -> send(message, result, result::close));
        } else {
            result.close();
            finish(() -> send(message, result, () -> {}));
        }
    }

    /** On any thread; nobody uses the buffers any more. */
    void refuse(Throwable failure) {
        Refusal refusal = Refusal.of(failure);
        finish(() -> {
            scope.close();
            Replies.refuse(response, refusal);
        });
    }

    private void finish(Runnable onLoop) {
        onAnswered.run();
        loop.runOnContext(v -> onLoop.run());
    }

    private void send(OipMessage message, InferenceResult result, Runnable release) {
        Runnable releaseAll = () -> {
            scope.close();
            release.run();
        };
        if (response.ended() || response.closed()) {
            releaseAll.run();
            return;
        }
        try {
            writeHead(message, result);
            long timer = vertx.setTimer(
                    limits.transferWithin().toMillis(),
                    t -> routing.request().connection().close());
            response.end(body(message)).onComplete(written -> {
                vertx.cancelTimer(timer);
                releaseAll.run();
            });
        } catch (IllegalStateException closedMeanwhile) {
            releaseAll.run();
        }
    }

    private void writeHead(OipMessage message, InferenceResult result) {
        response.putHeader("Gearshift-Variant", result.variant());
        response.putHeader("Gearshift-Provider", result.provider());
        response.putHeader("Gearshift-Decision", result.decision());
        if (message.isBinary()) {
            response.putHeader("Content-Type", "application/octet-stream");
            response.putHeader(OipMessage.HEADER_LENGTH, Integer.toString(message.headerBytes()));
        } else {
            response.putHeader("Content-Type", "application/json");
        }
    }

    /** Views of the parts, no copy. */
    private static Buffer body(OipMessage message) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(message.parts().toArray(ByteBuffer[]::new)));
    }
}
