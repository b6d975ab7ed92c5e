package io.gearshift.registry.gear;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.RemoteModel;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.manifest.Variant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A variant that another machine serves. */
final class CloudGear extends Gear {

    /** The remote model keeps the deadline itself; this is for one whose own threads are all stuck. */
    private static final long GRACE_MS = 2;

    private final RemoteModel remote;
    private final LinkBreaker breaker = new LinkBreaker(System::nanoTime);
    private final AtomicInteger underWay = new AtomicInteger();

    CloudGear(GearName name, Variant variant, GearStats stats, RemoteModel remote) {
        super(name, variant, stats);
        this.remote = remote;
    }

    /**
     * Asks the remote. Completes in time: with a checked answer of finite numbers, or exceptionally with an
     * InferenceException. On any thread, which must not be kept.
     */
    CompletableFuture<List<Tensor>> ask(List<Tensor> inputs, List<String> outputs, double withinMs) {
        stats().sent(bytes(inputs));
        underWay.incrementAndGet();
        CompletableFuture<List<Tensor>> asked;
        try {
            Duration deadline = Duration.ofNanos((long) (withinMs * 1e6));
            asked = remote.infer(inputs, outputs, deadline).toCompletableFuture();
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
        return asked.copy()
                .orTimeout((long) Math.ceil(withinMs) + GRACE_MS, TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> {
                    underWay.decrementAndGet();
                    if (failure != null) {
                        throw failure(failure, withinMs);
                    }
                    Numbers.requireFinite(answer);
                    return answer;
                });
    }

    CompletableFuture<Duration> probe(Duration timeout) {
        return remote.probe(timeout).toCompletableFuture();
    }

    LinkBreaker breaker() {
        return breaker;
    }

    /** Requests that wait for the remote now. */
    int underWay() {
        return underWay.get();
    }

    static InferenceException failure(Throwable failure, double withinMs) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof InferenceException known) {
            return known;
        }
        return cause instanceof TimeoutException
                ? new InferenceException(Kind.DEADLINE, "no answer within " + Math.round(withinMs) + " ms", cause)
                : new InferenceException(Kind.RUNTIME, String.valueOf(cause), cause);
    }

    private static long bytes(List<Tensor> tensors) {
        long bytes = 0;
        for (Tensor tensor : tensors) {
            bytes += tensor.data().remaining();
        }
        return bytes;
    }

    @Override
    boolean isLocal() {
        return false;
    }

    @Override
    void close() {
        remote.close();
    }
}
