package io.gearshift.core.serve;

/** A request that cannot be answered; {@link #kind} says whose fault it is. */
public final class InferenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Label of {@code gearshift_inference_errors_total}. */
    public enum Kind {
        /** No such model. */
        UNKNOWN_MODEL,
        /** The request does not match the model's signature. */
        INVALID_INPUT,
        /** The model has no gear ready yet, or the daemon drains. */
        NOT_READY,
        /** The queue is full. */
        OVERLOADED,
        /** The answer would be too late and nothing else could give it. */
        DEADLINE,
        /** The runtime failed. */
        RUNTIME
    }

    private final Kind kind;

    public InferenceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public InferenceException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
