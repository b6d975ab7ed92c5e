package io.gearshift.simulator.profile;

/** A profile that cannot be read, or that does not tell what was asked of it. */
public final class ProfileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;

    ProfileException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** What to do. */
    public String hint() {
        return hint;
    }
}
