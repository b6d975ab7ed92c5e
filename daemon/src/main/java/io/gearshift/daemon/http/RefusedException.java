package io.gearshift.daemon.http;

/** A request that HTTP itself has a status for. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String problem) {
        super(problem, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
