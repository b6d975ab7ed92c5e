package io.gearshift.daemon.rollout;

/** The server gave no bundle: why, and what to do. */
final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    FetchException(String message, String hint) {
        super(hint.isEmpty() ? message : message + " (" + hint + ")");
    }
}
