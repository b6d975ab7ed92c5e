package io.gearshift.daemon.rollout;

import io.gearshift.policies.bundle.Bundle;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One file on an HTTP server, fetched again when its ETag changed. Nothing the server does costs more than
 * {@link Bundle#MAX_BYTES} of memory and the given time; where it sends us elsewhere we do not go.
 */
public final class BundleSource implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private final URI url;
    private final @Nullable Path tokenFile;
    private final Duration limit;
    private final HttpClient client;

    /**
     * @param bytes null when it is what the ETag names
     * @param etag empty when the server names none
     */
    record Reply(byte @Nullable [] bytes, String etag) {}

    /**
     * @param caFile certificates to trust instead of the system's
     * @param tokenFile its text is sent as bearer token; read each time, so that it can be renewed
     * @param limit time for one fetch, from the connection to the last byte
     */
    public BundleSource(Vertx vertx, URI url, @Nullable Path caFile, @Nullable Path tokenFile, Duration limit) {
        this.url = url;
        this.tokenFile = tokenFile;
        this.limit = limit;
        HttpClientOptions options = new HttpClientOptions()
                .setSsl("https".equalsIgnoreCase(url.getScheme()))
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setKeepAlive(false)
                .setDecompressionSupported(false);
        if (caFile != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(caFile.toString()));
        }
        this.client = vertx.createHttpClient(options);
    }

    URI url() {
        return url;
    }

    /**
     * Blocks; not on an event loop.
     *
     * @param etag of what is here already; empty for none
     */
    Reply fetch(String etag) throws FetchException {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false)
                .putHeader("Accept-Encoding", "identity")
                .putHeader("User-Agent", "gearshift");
        if (!etag.isEmpty()) {
            options.putHeader("If-None-Match", etag);
        }
        if (tokenFile != null) {
            options.putHeader("Authorization", "Bearer " + token(tokenFile));
        }
        Promise<HttpClientRequest> begun = Promise.promise();
        Future<Reply> reply = client.request(options).onComplete(begun).compose(request -> {
            request.exceptionHandler(e -> {}); // told by the futures
            FetchException late = outOfDate(request);
            return late == null
                    ? request.send().compose(response -> take(request, response))
                    : Future.failedFuture(late);
        });
        return await(reply, begun.future());
    }

    private Reply await(Future<Reply> reply, Future<HttpClientRequest> begun) throws FetchException {
        try {
            return reply.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw explained(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            begun.onSuccess(HttpClientRequest::reset);
            throw new FetchException("the server was not done after " + limit.toMillis() / 1000.0 + " s", "");
        } catch (InterruptedException e) {
            begun.onSuccess(HttpClientRequest::reset);
            Thread.currentThread().interrupt();
            throw new FetchException("interrupted", "");
        }
    }

    /** A certificate that is trusted by itself is not asked for its dates by the JDK. Before anything is sent. */
    private static @Nullable FetchException outOfDate(HttpClientRequest request) {
        if (!request.connection().isSsl()) {
            return null;
        }
        try {
            for (Certificate certificate : request.connection().peerCertificates()) {
                ((X509Certificate) certificate).checkValidity();
            }
            return null;
        } catch (CertificateException | SSLException e) {
            request.connection().close();
            return new FetchException("TLS failed: the server's certificate is not valid now: " + e.getMessage(), "");
        }
    }

    private static Future<Reply> take(HttpClientRequest request, HttpClientResponse response) {
        String etag = String.valueOf(
                response.headers().get("ETag") == null ? "" : response.headers().get("ETag"));
        if (response.statusCode() == 304) {
            return Future.succeededFuture(new Reply(null, etag));
        }
        response.exceptionHandler(e -> {}); // the connection is cut on purpose below
        if (response.statusCode() != 200) {
            request.reset();
            return Future.failedFuture(refusal(response));
        }
        Promise<Reply> done = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() > Bundle.MAX_BYTES) {
                done.tryFail(new FetchException(
                        "the server sends more than " + Bundle.MAX_BYTES + " bytes", "is it a bundle at all?"));
                request.reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(done::tryFail);
        response.endHandler(v -> done.tryComplete(new Reply(body.getBytes(), etag)));
        return done.future();
    }

    private static FetchException refusal(HttpClientResponse response) {
        int status = response.statusCode();
        String said = "the server answers " + status + " " + response.statusMessage();
        if (status >= 300 && status < 400) {
            return new FetchException(
                    said + ", to " + response.headers().get("Location"),
                    "redirects are not followed: give the final address as policy.bundle.url");
        }
        return switch (status) {
            case 401, 403 -> new FetchException(said, "does policy.bundle.tokenFile hold the right token?");
            case 404, 410 -> new FetchException(said, "is policy.bundle.url right?");
            default -> new FetchException(said, "");
        };
    }

    private static FetchException explained(Throwable problem) {
        if (problem instanceof FetchException known) {
            return known;
        }
        for (Throwable e = problem; e != null; e = e.getCause()) {
            if (e instanceof CertificateExpiredException || e instanceof CertificateNotYetValidException) {
                return new FetchException(
                        "TLS failed: the server's certificate is not valid now: " + e.getMessage(), "");
            }
        }
        if (problem instanceof SSLException) {
            return tls(problem);
        }
        return new FetchException(String.valueOf(problem.getMessage()), "");
    }

    /** The library says that there is no connection; why is in what caused it. */
    private static FetchException tls(Throwable problem) {
        Throwable root = problem;
        boolean isDistrust = false;
        while (root.getCause() != null) {
            root = root.getCause();
            isDistrust |= root instanceof GeneralSecurityException;
        }
        if (root instanceof NotSslRecordException) {
            return new FetchException(
                    "the server does not speak TLS at this address", "is the port of policy.bundle.url right?");
        }
        return new FetchException(
                "TLS failed: " + root.getMessage(),
                isDistrust ? "policy.bundle.caFile names the certificates to trust" : "");
    }

    private static String token(Path file) throws FetchException {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new FetchException("policy.bundle.tokenFile: " + file + " cannot be read: " + e.getMessage(), "");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
