package io.gearshift.policies.bundle;

/** A bundle or key that cannot be used: what is wrong, and what to do. */
public final class BundleException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param hint what to do; empty if there is nothing to say */
    public BundleException(String message, String hint) {
        super(hint.isEmpty() ? message : message + "\n  " + hint);
    }
}
