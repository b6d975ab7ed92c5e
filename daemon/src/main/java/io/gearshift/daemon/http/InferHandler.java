package io.gearshift.daemon.http;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.ModelServer;
import io.gearshift.registry.oip.BufferPool;
import io.gearshift.registry.oip.BufferScope;
import io.gearshift.registry.oip.OipMessage;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code POST .../infer}: the event loop only moves bytes; a worker parses, infers and writes. The model, the headers and
 * the size are checked before the body is read, the number in flight when it is complete, so that a slow client takes
 * no worker's place.
 */
final class InferHandler implements Handler<RoutingContext> {

    private final ModelServer server;
    private final Executor workers;
    private final InferenceLimits limits;
    private final BufferPool buffers;
    private final AtomicInteger inFlight = new AtomicInteger();

    InferHandler(ModelServer server, Executor workers, InferenceLimits limits, BufferPool buffers) {
        this.server = server;
        this.workers = workers;
        this.limits = limits;
        this.buffers = buffers;
    }

    int inFlight() {
        return inFlight.get();
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        BufferScope scope = buffers.open();
        try {
            String model = MetadataHandlers.find(server, context).model();
            checkEncoding(request);
            int headerBytes = headerBytes(request);
            BodyReader body = new BodyReader(context.vertx(), request, headerBytes, limits, scope, buffers.usedBytes());
            InferExchange exchange = new InferExchange(context, server, model, headerBytes, limits, scope);
            body.read(complete -> submit(exchange, complete), exchange::abort);
        } catch (RuntimeException e) {
            scope.close();
            BodyReader.refuseUnread(context.vertx(), request, Refusal.of(e), limits);
        }
    }

    private void submit(InferExchange exchange, ByteBuffer body) {
        if (inFlight.incrementAndGet() > limits.inFlight()) {
            inFlight.decrementAndGet();
            exchange.refuse(new InferenceException(
                    Kind.OVERLOADED, "overloaded: " + limits.inFlight() + " requests are in flight (try again later)"));
            return;
        }
        exchange.onAnswered(inFlight::decrementAndGet);
        try {
            workers.execute(() -> exchange.infer(body));
        } catch (RejectedExecutionException e) {
            exchange.refuse(e);
        }
    }

    private static void checkEncoding(HttpServerRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedException(
                    415, "Content-Encoding: " + encoding + " (expected: none; send the body as it is)");
        }
    }

    private static int headerBytes(HttpServerRequest request) {
        String text = request.getHeader(OipMessage.HEADER_LENGTH);
        if (text == null) {
            return -1;
        }
        try {
            int bytes = Integer.parseInt(text.strip());
            if (bytes >= 0) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            // refused below, like a negative number
        }
        throw new InferenceException(
                Kind.INVALID_INPUT,
                OipMessage.HEADER_LENGTH + ": \"" + text + "\" (expected: a number of bytes, 0 or more)");
    }
}
