package io.gearshift.daemon.cli;

/** Ends a command with a message and an exit code; never a stack trace. */
final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;
    private final int exitCode;

    private CliException(String message, String hint, int exitCode) {
        super(message);
        this.hint = hint;
        this.exitCode = exitCode;
    }

    /** The answer is no, or the work could not be done. */
    static CliException failed(String message, String hint) {
        return new CliException(message, hint, Exit.NO);
    }

    /** The person asked for something that cannot be. */
    static CliException wrongUse(String message, String hint) {
        return new CliException(message, hint, Exit.WRONG_USE);
    }

    /** What to do; empty when the message says it. */
    String hint() {
        return hint;
    }

    int exitCode() {
        return exitCode;
    }
}
