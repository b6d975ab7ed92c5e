package io.gearshift.simulator.fit;

/** Series that do not say enough; the message tells what is missing. */
public final class FitException extends Exception {

    private static final long serialVersionUID = 1L;

    FitException(String message) {
        super(message);
    }

    FitException(String message, Throwable cause) {
        super(message, cause);
    }
}
