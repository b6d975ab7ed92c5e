package io.gearshift.registry.derive.graph;

/** A variant cannot be made; nothing was registered. */
public final class DeriveException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * @param message what is wrong, where, and what was expected
     * @param hint what to do; empty when the message says it
     */
    public DeriveException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
