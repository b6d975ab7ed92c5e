package io.gearshift.daemon.demo.child;

/** The demonstration cannot be given. */
public final class DemoException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;

    /** @param hint what to do; empty when the message says it */
    public DemoException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
