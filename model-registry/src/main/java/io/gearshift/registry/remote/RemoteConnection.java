package io.gearshift.registry.remote;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one endpoint, shared by all models it serves. The client and its threads are made by the first request, so an
 * endpoint that is never asked costs nothing. Thread-safe.
 */
public final class RemoteConnection implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    /** Answers are checked, and late requests answered locally, on these threads. */
    private static final int THREADS = 4;

    private final RemoteEndpoint endpoint;
    private @Nullable HttpClient client;
    private @Nullable ExecutorService threads;
    private boolean isClosed;

    public RemoteConnection(RemoteEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    public RemoteEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Sends and reads the whole answer before the time is over; else gives up, closes the exchange and fails with
     * {@link InferenceException}. Completes on the connection's own threads.
     */
    CompletableFuture<HttpResponse<byte[]>> send(
            HttpRequest.Builder request, Duration within, HttpResponse.BodyHandler<byte[]> body) {
        try {
            HttpClient http = client();
            ExecutorService own = threads();
            CompletableFuture<HttpResponse<byte[]>> exchange =
                    http.sendAsync(authorized(request).build(), body);
            // A copy, so that the time-out leaves the exchange itself to be cancelled, which closes its connection.
            return exchange.copy()
                    .orTimeout(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS)
                    .handleAsync((response, failure) -> answer(exchange, response, failure, within), own);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(RemoteFailures.of(endpoint, e, within.toMillis()));
        }
    }

    private HttpResponse<byte[]> answer(
            CompletableFuture<?> exchange,
            @Nullable HttpResponse<byte[]> response,
            @Nullable Throwable failure,
            Duration within) {
        if (response != null) {
            return response;
        }
        exchange.cancel(true);
        Throwable cause = failure == null ? new IOException("no response") : failure;
        throw RemoteFailures.of(endpoint, cause, within.toMillis());
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        Path file = endpoint.tokenFile();
        return file == null ? request : request.header("Authorization", "Bearer " + token(file));
    }

    /** Checked here: the JDK's own message for a bad header would show the token. */
    private String token(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw unusable(file, "holds no token (expected: one line of printable ASCII)", null);
            }
            return token;
        } catch (IOException e) {
            throw unusable(file, "cannot be read", e);
        }
    }

    private InferenceException unusable(Path file, String why, @Nullable IOException cause) {
        String problem = "endpoint " + endpoint.name() + ": tokenFile " + file + " " + why;
        return cause == null
                ? new InferenceException(Kind.RUNTIME, problem)
                : new InferenceException(Kind.RUNTIME, problem, cause);
    }

    private synchronized HttpClient client() {
        if (isClosed) {
            throw new InferenceException(Kind.NOT_READY, "endpoint " + endpoint.name() + ": closed");
        }
        HttpClient made = client;
        if (made == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_WITHIN)
                    .executor(threads());
            Path caFile = endpoint.caFile();
            if (caFile != null) {
                builder.sslContext(Certificates.trustOnly(caFile));
            }
            made = builder.build();
            client = made;
        }
        return made;
    }

    private synchronized ExecutorService threads() {
        ExecutorService made = threads;
        if (made == null) {
            AtomicInteger count = new AtomicInteger();
            made = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, "remote-" + endpoint.name() + "-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
            threads = made;
        }
        return made;
    }

    /** Requests under way still complete or time out. */
    @Override
    public synchronized void close() {
        isClosed = true;
        client = null;
        ExecutorService made = threads;
        if (made != null) {
            made.shutdown();
        }
    }
}
