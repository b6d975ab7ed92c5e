package io.gearshift.daemon.http;

import io.gearshift.core.serve.InferenceException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP status and the sentence that goes with it. */
record Refusal(int status, String problem) {

    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

    static Refusal of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof InferenceException known) {
            return new Refusal(status(known.kind()), String.valueOf(known.getMessage()));
        }
        if (cause instanceof RefusedException refused) {
            return new Refusal(refused.status(), String.valueOf(refused.getMessage()));
        }
        if (cause instanceof RejectedExecutionException) {
            return new Refusal(503, "the daemon is stopping (try another one)");
        }
        LOG.error("inference failed", cause);
        return new Refusal(500, "internal error: " + cause.getClass().getSimpleName() + " (see the daemon's log)");
    }

    boolean isWorthRetrying() {
        return status == 429 || status == 503;
    }

    private static int status(InferenceException.Kind kind) {
        return switch (kind) {
            case UNKNOWN_MODEL -> 404;
            case INVALID_INPUT -> 400;
            case NOT_READY -> 503;
            case OVERLOADED -> 429;
            case DEADLINE -> 504;
            case RUNTIME -> 500;
        };
    }
}
