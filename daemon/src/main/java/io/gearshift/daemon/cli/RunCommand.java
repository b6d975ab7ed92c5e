package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.config.ConfigPrinter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gearshift run}. */
@Command(
        name = "run",
        description = "The daemon, in the foreground. Prints the dashboard's address; SIGTERM drains and ends with 0.",
        footer = {
            "%nExamples:",
            "  gearshift run",
            "  gearshift run --config /etc/gearshift/gearshift.yaml",
            "  gearshift run --print-config > gearshift.yaml"
        })
final class RunCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--print-config",
            description = "Print the effective configuration as a file that loads back, and end.")
    private boolean isPrintOnly;

    @Override
    public Integer call() throws Exception {
        Config config = options.arguments().load();
        if (isPrintOnly && spec != null) {
            spec.commandLine().getOut().print(ConfigPrinter.print(config));
            spec.commandLine().getOut().flush();
            return Exit.OK;
        }
        return RunArguments.launcher().run(config);
    }
}
