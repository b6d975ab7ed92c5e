package io.gearshift.daemon.cli;

import java.io.PrintWriter;

/** Failures of commands on the error stream: what, and on a second line what to do. */
final class Failures {

    private Failures() {}

    /** @return exit code */
    static int tell(Exception problem, PrintWriter err) {
        if (problem instanceof CliException told) {
            print(err, String.valueOf(told.getMessage()), told.hint());
            return told.exitCode();
        }
        String message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        boolean isDebug = System.getenv("GEARSHIFT_DEBUG") != null;
        print(err, message, isDebug ? "" : "GEARSHIFT_DEBUG=1 shows where");
        if (isDebug) {
            problem.printStackTrace(err);
        }
        return Exit.NO;
    }

    static void print(PrintWriter err, String message, String hint) {
        err.println("gearshift: " + message);
        if (!hint.isEmpty()) {
            err.println("    " + hint);
        }
        err.flush();
    }
}
