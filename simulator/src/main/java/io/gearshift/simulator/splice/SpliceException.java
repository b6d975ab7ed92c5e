package io.gearshift.simulator.splice;

/** A trace that cannot be made as asked. */
public final class SpliceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String hint;

    SpliceException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** What to do; empty when the message says it. */
    public String hint() {
        return hint;
    }
}
