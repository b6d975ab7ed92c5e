package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Home;
import io.gearshift.daemon.demo.Demo;
import io.gearshift.daemon.demo.DemoReport;
import io.gearshift.daemon.demo.DemoSettings;
import io.gearshift.daemon.demo.Narrator;
import io.gearshift.daemon.demo.child.DemoException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gearshift demo}. */
@Command(
        name = "demo",
        description = {
            "The daemon on the sample models, with real inputs, through a hot, low-battery, offline day on a fake device.",
            "Prints each shift with its reason, then what the day cost.",
            "Ends with 1 when an answer was lost or an expected shift did not happen.",
            "The first time takes longer: every gear is measured."
        },
        footer = {"%nExamples:", "  gearshift demo", "  gearshift demo --seconds 180", "  gearshift demo --format json"
        })
final class DemoCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Length of the day, 30..3600 (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("spec: not injected");
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean isTerminal = Terminals.isInteractive();
        DemoReport report = give(settings(isTerminal && !format.isJson()), console(out, isTerminal));
        out.print(format.isJson() ? JsonOutput.text(DemoView.json(report)) : DemoView.render(report));
        out.flush();
        return report.isGood() ? Exit.OK : Exit.NO;
    }

    private DemoSettings settings(boolean isColoured) {
        if (seconds < DemoSettings.LEAST_SECONDS || seconds > DemoSettings.MOST_SECONDS) {
            throw CliException.wrongUse(
                    "--seconds: " + seconds + " (expected: " + DemoSettings.LEAST_SECONDS + ".."
                            + DemoSettings.MOST_SECONDS + ")",
                    "");
        }
        Home home = Home.locate();
        Path data = home.models().resolveSibling("data");
        if (!Files.isDirectory(data)) {
            throw CliException.failed(
                    "the sample inputs are not here: " + data + " is missing", "run `./gearshift demo` from a clone");
        }
        return new DemoSettings(seconds, home.models(), data, home.state().resolve("demo"), isColoured);
    }

    private static DemoReport give(DemoSettings settings, Narrator narrator) throws InterruptedException {
        try {
            return new Demo(settings, narrator).run();
        } catch (DemoException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), e.hint());
        }
    }

    /** Text goes to the answer's stream; for scripts only progress is told, on the error stream. */
    private Narrator console(PrintWriter out, boolean isTerminal) {
        PrintWriter err = spec == null ? out : spec.commandLine().getErr();
        return format.isJson()
                ? new DemoConsole(err, err, isTerminal, false)
                : new DemoConsole(out, err, isTerminal, true);
    }
}
