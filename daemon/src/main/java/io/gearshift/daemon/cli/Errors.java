package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Nearest;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, on the error stream: what, and on a second line what to do. */
final class Errors {

    private Errors() {}

    static int wrongUse(ParameterException problem, String[] args) {
        CommandLine line = problem.getCommandLine();
        String hint = problem instanceof UnmatchedArgumentException unmatched ? meant(unmatched) : "";
        String command = line.getCommandSpec().qualifiedName();
        print(line.getErr(), problem.getMessage(), hint.isEmpty() ? "see `" + command + " --help`" : hint);
        return Exit.WRONG_USE;
    }

    private static String meant(UnmatchedArgumentException problem) {
        List<String> unmatched = problem.getUnmatched();
        if (unmatched.isEmpty()) {
            return "";
        }
        CommandLine line = problem.getCommandLine();
        TreeSet<String> names = new TreeSet<>(line.getSubcommands().keySet());
        line.getCommandSpec().optionsMap().keySet().forEach(names::add);
        return Nearest.hint(unmatched.get(0), names);
    }

    static int failure(Exception problem, CommandLine line, ParseResult parsed) {
        if (problem instanceof CliException told) {
            print(line.getErr(), told.getMessage(), told.hint());
            return told.exitCode();
        }
        String message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        print(line.getErr(), message, "GEARSHIFT_DEBUG=1 shows where");
        if (System.getenv("GEARSHIFT_DEBUG") != null) {
            problem.printStackTrace(line.getErr());
        }
        return Exit.NO;
    }

    private static void print(PrintWriter err, String message, String hint) {
        err.println("gearshift: " + message);
        if (!hint.isEmpty()) {
            err.println("    " + hint);
        }
        err.flush();
    }
}
