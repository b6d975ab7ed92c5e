package io.gearshift.daemon.cli;

import io.gearshift.core.reading.SensorId;
import io.gearshift.simulator.fit.DeviceFit;
import io.gearshift.simulator.fit.DeviceText;
import io.gearshift.simulator.importer.ImportedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift trace fit}. */
@Command(
        name = "fit",
        description = {
            "Fits a device's model to a log: how a zone heats under power, what the processor draws, the battery.",
            "The end of the log is held out: beside each part stands how far off it is there, and how far the last value is."
                    + " What the log does not tell is left open in the device file, never guessed.",
            "Ends with 1 when nothing of the device could be fitted."
        },
        footer = {
            "%nExamples:",
            "  gearshift trace fit tegrastats.log",
            "  gearshift trace fit tegrastats.log --zone temp{soc0} --power power{VDD_IN} --out orin.yaml"
        })
final class TraceFitCommand implements Callable<Integer> {

    private static final double MOST_HELD_OUT = 0.9;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The log, as for trace import.")
    private Path file = Path.of("");

    @Option(names = "--mapping", paramLabel = "FILE", description = "What the columns of a CSV log are.")
    private @Nullable Path mapping;

    @Option(
            names = "--zone",
            paramLabel = "CHANNEL",
            description = "The temperature to fit (default: of those that change, the one that gets hottest).")
    private @Nullable String zone;

    @Option(
            names = "--power",
            paramLabel = "CHANNEL",
            description = "The power that heats it (default: the one that is highest on average).")
    private @Nullable String power;

    @Option(
            names = "--bodies",
            paramLabel = "N",
            description = "At most so many bodies that take up heat, 1 or 2 (default: 2).")
    private int bodies = 2;

    @Option(
            names = "--hold-out",
            paramLabel = "SHARE",
            description = "Share of the log, at its end, that is not fitted (default: 0.3).")
    private double heldOutRatio = 0.3;

    @Option(names = "--name", paramLabel = "NAME", description = "The device's name (default: the log's).")
    private @Nullable String name;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the device file is written; a file that is there stays (default: to the terminal).")
    private @Nullable Path out;

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        if (bodies < 1 || bodies > 2) {
            throw CliException.wrongUse("--bodies: " + bodies + " (expected: 1 or 2)", "");
        }
        if (!(heldOutRatio >= 0.05 && heldOutRatio <= MOST_HELD_OUT)) {
            throw CliException.wrongUse("--hold-out: " + heldOutRatio + " (expected: 0.05 to 0.9)", "");
        }
        ImportedLog log = ImportOptions.log(file, mapping);
        DeviceFit.Found found = new DeviceFit(
                        sensor("--zone", zone, log), sensor("--power", power, log), bodies, 1 - heldOutRatio)
                .of(log);
        String origin = log.file() + " (sha256 " + log.sha256() + "), the first " + Math.round(100 * (1 - heldOutRatio))
                + " % of " + Words.duration(log.length());
        String device = DeviceText.of(name == null ? log.device() : name, origin, found);
        if (out != null) {
            write(device, out);
        }
        print(format.isJson() ? JsonOutput.text(FitView.json(found, device)) : text(found, device));
        return FitView.isEmpty(found) ? Exit.NO : Exit.OK;
    }

    private String text(DeviceFit.Found found, String device) {
        return FitView.render(found) + "\n" + (out == null ? device : "written to " + out + "\n");
    }

    private static @Nullable SensorId sensor(String option, @Nullable String text, ImportedLog log) {
        if (text == null) {
            return null;
        }
        return log.channels().stream()
                .map(channel -> channel.sensor())
                .filter(sensor -> sensor.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> CliException.wrongUse(
                        option + ": " + text + " is not in " + log.file(),
                        "it has "
                                + log.channels().stream()
                                        .map(channel -> channel.sensor().toString())
                                        .collect(java.util.stream.Collectors.joining(", "))));
    }

    private static void write(String text, Path file) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw CliException.wrongUse(file + ": exists", "name a new file with --out");
        } catch (IOException e) {
            throw CliException.failed(file + ": cannot be written: " + e, "");
        }
    }

    private void print(String text) {
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
    }
}
