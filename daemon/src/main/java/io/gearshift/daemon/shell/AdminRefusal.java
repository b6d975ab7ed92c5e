package io.gearshift.daemon.shell;

/** What the caller of the admin interface did wrong. */
final class AdminRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int status;
    private final String field;
    private final String hint;

    /**
     * @param field of the body, or the parameter; empty when it is none of them
     * @param hint what to do; may be empty
     */
    AdminRefusal(int status, String error, String field, String hint) {
        super(error, null, false, false);
        this.status = status;
        this.field = field;
        this.hint = hint;
    }

    int status() {
        return status;
    }

    String field() {
        return field;
    }

    String hint() {
        return hint;
    }
}
