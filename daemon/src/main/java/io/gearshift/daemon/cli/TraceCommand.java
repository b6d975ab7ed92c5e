package io.gearshift.daemon.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gearshift trace}. */
@Command(
        name = "trace",
        description =
                "Traces: import what other tools logged, look into a recording, cut, loop and overlay traces, fit a"
                        + " device's model to a log.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TraceImportCommand.class,
            TraceInfoCommand.class,
            TraceCutCommand.class,
            TraceLoopCommand.class,
            TraceOverlayCommand.class,
            TraceFitCommand.class
        })
final class TraceCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "no command given");
        }
    }
}
