package io.gearshift.registry.remote;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What went wrong with a remote, as one sentence that names it. */
final class RemoteFailures {

    private RemoteFailures() {}

    static InferenceException of(RemoteEndpoint endpoint, Throwable failure, long withinMs) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String who = "endpoint " + endpoint.name() + " (" + endpoint.url() + ")";
        if (cause instanceof InferenceException known) {
            return known;
        }
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return new InferenceException(Kind.DEADLINE, who + ": no answer within " + withinMs + " ms", cause);
        }
        return new InferenceException(Kind.RUNTIME, who + ": " + reason(cause), cause);
    }

    static InferenceException lie(RemoteEndpoint endpoint, String problem) {
        return new InferenceException(
                Kind.RUNTIME, "endpoint " + endpoint.name() + " (" + endpoint.url() + ") answered wrongly: " + problem);
    }

    private static String reason(Throwable cause) {
        if (cause.getCause() instanceof UnresolvedAddressException) {
            return "host name not found";
        }
        if (cause instanceof ConnectException) {
            return "cannot connect" + detail(cause);
        }
        if (cause instanceof SSLException) {
            return "TLS failed" + detail(cause) + " (is caFile the one that signed its certificate?)";
        }
        return (cause instanceof IOException
                        ? "connection lost"
                        : cause.getClass().getSimpleName())
                + detail(cause);
    }

    private static String detail(Throwable cause) {
        return cause.getMessage() == null ? "" : ": " + cause.getMessage();
    }
}
