package io.gearshift.daemon.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gearshift}: finds the command, runs it, turns what goes wrong into a message and an exit code. */
@Command(
        name = "gearshift",
        description = "An adaptive runtime scheduler for on-device AI.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExit codes: 0 good, 1 the answer is no, 2 wrong use.",
            "`gearshift COMMAND --help` tells more about a command."
        })
final class GearshiftCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    /** No command was given. */
    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "no command given");
        }
    }

    /**
     * @param out for answers
     * @param err for errors
     * @return exit code
     */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new GearshiftCommand());
        String name = args.length == 0 ? "" : args[0];
        for (Map.Entry<String, Supplier<Object>> command : Commands.all().entrySet()) {
            // Only the command that runs is made; help and misspellings need them all.
            if (!Commands.all().containsKey(name) || command.getKey().equals(name)) {
                line.addSubcommand(command.getKey(), command.getValue().get());
            }
        }
        line.getSubcommands().values().forEach(GearshiftCommand::withHelp);
        return line.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Errors::wrongUse)
                .setExecutionExceptionHandler(Errors::failure)
                .execute(args);
    }

    private static void withHelp(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
        command.getSubcommands().values().forEach(GearshiftCommand::withHelp);
    }
}
