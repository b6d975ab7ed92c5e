package io.gearshift.simulator.replay;

import io.gearshift.core.policy.PolicyId;

/** A recording that cannot be replayed with what is at hand. */
public final class ReplayException extends Exception {

    private static final long serialVersionUID = 1L;

    ReplayException(String message) {
        super(message);
    }

    static ReplayException noPolicy(String where, PolicyId wanted) {
        return new ReplayException(where + ": decided by " + name(wanted) + ", which is not at hand");
    }

    /** For example {@code pack default 1.0 (hash 0123456789ab)}. */
    public static String name(PolicyId id) {
        String hash = id.hash().substring(0, Math.min(12, id.hash().length()));
        return "pack " + id.pack() + " " + id.version() + " (hash " + hash + ")";
    }
}
