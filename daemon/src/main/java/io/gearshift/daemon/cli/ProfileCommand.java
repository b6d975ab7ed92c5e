package io.gearshift.daemon.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gearshift profile}. */
@Command(
        name = "profile",
        description = "Profiles: what others measured of models on devices that are not at hand, for replay --profile.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ProfileImportCommand.class})
final class ProfileCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "no command given");
        }
    }
}
