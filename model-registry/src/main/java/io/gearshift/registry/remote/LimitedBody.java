package io.gearshift.registry.remote;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects a body in one array and gives up when it grows past a limit. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private static final int FIRST_BYTES = 8192;

    private final long limit;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private byte[] bytes;
    private int size;
    private @Nullable Subscription subscription;

    private LimitedBody(long limit, long announced) {
        this.limit = limit;
        this.bytes = new byte[announced >= 0 && announced <= limit ? (int) announced : FIRST_BYTES];
    }

    /** @param limit bytes, at most 1 GiB */
    static BodyHandler<byte[]> upTo(long limit) {
        return info -> new LimitedBody(
                limit, info.headers().firstValueAsLong("Content-Length").orElse(-1));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription body) {
        subscription = body;
        body.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> chunks) {
        for (ByteBuffer chunk : chunks) {
            int n = chunk.remaining();
            if (size + (long) n > limit) {
                refuse();
                return;
            }
            if (size + n > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(size + n, bytes.length * 2L)));
            }
            chunk.get(bytes, size, n);
            size += n;
        }
    }

    private void refuse() {
        whole.completeExceptionally(new IOException("the answer is larger than " + limit + " bytes"));
        Subscription body = subscription;
        if (body != null) {
            body.cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
    }
}
