package io.gearshift.simulator.sweep;

/** A sweep that cannot be; the message says what of it, the hint what to do. */
public final class SweepException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;

    SweepException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
