package io.gearshift.daemon.http;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.registry.oip.BufferScope;
import io.gearshift.registry.oip.OipRequestReader;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams a request's body into one direct buffer: of the announced size, or growing when the body comes in chunks of
 * unknown number. Owned by the connection's event loop.
 */
final class BodyReader {

    private static final int FIRST_CHUNKED_BYTES = 16 * 1024;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final InferenceLimits limits;
    private final BufferScope scope;
    private final int padding;
    private @Nullable ByteBuffer body;
    private long timer;

    /**
     * @param heldBytes memory held by all requests now
     * @throws RefusedException 413 when the announced size is too large
     * @throws InferenceException OVERLOADED when memory for it is lacking
     */
    BodyReader(
            Vertx vertx,
            HttpServerRequest request,
            int headerBytes,
            InferenceLimits limits,
            BufferScope scope,
            long heldBytes) {
        this.vertx = vertx;
        this.request = request;
        this.limits = limits;
        this.scope = scope;
        this.padding = OipRequestReader.padding(headerBytes);
        int size = firstBytes(announcedBytes(request), limits, heldBytes);
        this.body = scope.take(padding + size).position(padding);
    }

    private static int firstBytes(long announced, InferenceLimits limits, long heldBytes) {
        if (announced > limits.maxBodyBytes()) {
            throw tooLarge(announced + " bytes", limits);
        }
        long size = announced >= 0 ? announced : Math.min(FIRST_CHUNKED_BYTES, limits.maxBodyBytes());
        if (heldBytes + size > limits.maxHeldBytes()) {
            throw new InferenceException(
                    Kind.OVERLOADED, "overloaded: requests in flight hold " + heldBytes + " bytes (try again later)");
        }
        return (int) size;
    }

    private static long announcedBytes(HttpServerRequest request) {
        String text = request.getHeader("Content-Length");
        return text == null ? -1 : Long.parseLong(text.strip());
    }

    private static RefusedException tooLarge(String size, InferenceLimits limits) {
        return new RefusedException(
                413, "body: " + size + " (expected: at most " + limits.maxBodyBytes() + ", see serving.maxBodyBytes)");
    }

    /**
     * Reads on.
     *
     * @param onComplete gets the body from position to limit
     * @param onAborted gets what to answer; null when the client is gone
     */
    void read(Consumer<ByteBuffer> onComplete, Consumer<@Nullable RefusedException> onAborted) {
        timer = vertx.setTimer(
                limits.transferWithin().toMillis(),
                t -> abort(
                        new RefusedException(408, "body: not complete within " + limits.transferWithin()), onAborted));
        request.handler(chunk -> append(chunk, onAborted));
        request.exceptionHandler(e -> abort(null, onAborted));
        request.endHandler(v -> {
            ByteBuffer complete = body;
            if (complete != null) {
                body = null;
                vertx.cancelTimer(timer);
                onComplete.accept(complete.flip().position(padding));
            }
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
    }

    private void append(Buffer chunk, Consumer<@Nullable RefusedException> onAborted) {
        ByteBuffer into = body;
        if (into == null) {
            return;
        }
        int n = chunk.length();
        if (into.position() - padding + (long) n > limits.maxBodyBytes()) {
            abort(tooLarge("more than " + limits.maxBodyBytes() + " bytes", limits), onAborted);
            return;
        }
        ByteBuffer room = scope.grow(into, n);
        int end = room.position() + n;
        int limit = room.limit();
        ((BufferInternal) chunk).getByteBuf().getBytes(0, room.limit(end));
        body = room.limit(Math.max(limit, end));
    }

    private void abort(@Nullable RefusedException refusal, Consumer<@Nullable RefusedException> onAborted) {
        if (body != null) {
            body = null;
            vertx.cancelTimer(timer);
            onAborted.accept(refusal);
        }
    }

    /**
     * Refuses a request whose body has not been read. What still comes is thrown away, so that the client can read the
     * answer; a client that does not stop is cut off.
     */
    static void refuseUnread(Vertx vertx, HttpServerRequest request, Refusal refusal, InferenceLimits limits) {
        Replies.refuse(request.response(), refusal);
        if (request.isEnded()) {
            return;
        }
        long timer = vertx.setTimer(
                limits.transferWithin().toMillis(), t -> request.connection().close());
        long[] discarded = {0};
        request.handler(chunk -> {
            discarded[0] += chunk.length();
            if (discarded[0] > limits.maxHeldBytes()) {
                request.connection().close();
            }
        });
        request.exceptionHandler(e -> vertx.cancelTimer(timer));
        request.endHandler(v -> vertx.cancelTimer(timer));
    }
}
