package io.gearshift.daemon.cli;

import java.io.PrintWriter;
import java.util.Optional;

/** The command line as a whole. */
public final class Cli {

    private Cli() {}

    /**
     * @param out for answers
     * @param err for errors
     * @return exit code
     */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        Optional<RunArguments> run = RunArguments.parse(args);
        return run.isPresent() ? run.get().execute(err) : GearshiftCommand.execute(out, err, args);
    }
}
