package io.gearshift.daemon.rollout;

/** A bundle could not be tried here and now, which says nothing about the bundle: it is tried again. */
public final class NotNowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotNowException(String message) {
        super(message, null, false, false);
    }
}
