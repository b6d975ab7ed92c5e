package io.gearshift.simulator.importer;

/** A log that no importer takes, or that held nothing. */
public final class ImportException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;

    ImportException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** What to do. */
    public String hint() {
        return hint;
    }
}
