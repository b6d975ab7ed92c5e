package io.gearshift.daemon.shell;

import org.jspecify.annotations.Nullable;

/** The daemon cannot start. The message says why; {@link #hint} what to do. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;
    private final boolean isConfiguration;

    StartException(String message, String hint) {
        super(message);
        this.hint = hint;
        this.isConfiguration = false;
    }

    StartException(String message, String hint, Throwable cause) {
        this(message, hint, cause, false);
    }

    private StartException(String message, String hint, @Nullable Throwable cause, boolean isConfiguration) {
        super(message, cause);
        this.hint = hint;
        this.isConfiguration = isConfiguration;
    }

    /** What the configuration names cannot be used. */
    static StartException configuration(String message, String hint, @Nullable Throwable cause) {
        return new StartException(message, hint, cause, true);
    }

    /** Wrong use, as a key with a wrong value is; otherwise the machine did not let it start. */
    public boolean isConfiguration() {
        return isConfiguration;
    }

    public String hint() {
        return hint;
    }
}
