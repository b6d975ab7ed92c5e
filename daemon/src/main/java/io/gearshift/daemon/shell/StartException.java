package io.gearshift.daemon.shell;

/** The daemon cannot start. The message says why; {@link #hint} what to do. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;

    StartException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    StartException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
