package io.gearshift.daemon.cli;

/** Exit codes of every command. */
final class Exit {

    static final int OK = 0;

    /** The answer is no, or the work could not be done. */
    static final int NO = 1;

    static final int WRONG_USE = 2;

    private Exit() {}
}
