package io.gearshift.daemon.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gearshift policy}. */
@Command(
        name = "policy",
        description = "Policy packs: write, check, test, compare and build them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PolicyNewCommand.class,
            PolicyCheckCommand.class,
            PolicyVocabularyCommand.class,
            PolicyTestCommand.class,
            PolicyBuildCommand.class,
            PolicyVerifyCommand.class,
            PolicyKeygenCommand.class,
            PolicyCoverageCommand.class,
            PolicyExplainCommand.class,
            PolicyDiffCommand.class
        })
final class PolicyCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "no command given");
        }
    }
}
