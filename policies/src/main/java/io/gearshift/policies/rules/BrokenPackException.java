package io.gearshift.policies.rules;

/** A built pack that cannot be loaded. */
public final class BrokenPackException extends RuntimeException {
    BrokenPackException(String message, Throwable cause) {
        super(message, cause);
    }
}
