package io.gearshift.daemon.cli;

import io.gearshift.core.text.Nearest;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli found wrong, and what was meant. */
final class Errors {

    private Errors() {}

    static int wrongUse(ParameterException problem, String[] args) {
        CommandLine line = problem.getCommandLine();
        String hint = problem instanceof UnmatchedArgumentException unmatched ? meant(unmatched) : "";
        String command = line.getCommandSpec().qualifiedName();
        String message = String.valueOf(problem.getMessage());
        Failures.print(line.getErr(), message, hint.isEmpty() ? "see `" + command + " --help`" : hint);
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
        return Failures.tell(problem, line.getErr());
    }
}
