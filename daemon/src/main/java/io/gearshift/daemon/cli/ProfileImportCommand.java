package io.gearshift.daemon.cli;

import io.gearshift.simulator.profile.ProfileJson;
import io.gearshift.simulator.profile.ProfileRow;
import io.gearshift.simulator.profile.ProfileSet;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift profile import}. */
@Command(
        name = "import",
        description = {
            "Reads published tables of measurements as they are: MLPerf, AI Hub, ncnn, OpenCV Zoo and more (docs/profiles.md).",
            "Shows devices, models, backends and figures, and what was refused and why. What is not measured stays empty."
        },
        footer = {
            "%nExamples:",
            "  gearshift profile import ncnn/README.md --device 'Raspberry Pi 5'",
            "  gearshift profile import ai-hub/ --device 'Galaxy S24' --model mobilenet_v2 --format json"
        })
final class ProfileImportCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR|NAME",
            description = "A table, a folder of them, or the name of a profile that comes with Gearshift.")
    private String name = "";

    @Option(names = "--device", paramLabel = "TEXT", description = "Rows of devices whose name contains this.")
    private String device = "";

    @Option(names = "--model", paramLabel = "TEXT", description = "Rows of models whose name contains this.")
    private String model = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the rows are written as one JSON file, which replay --profile takes too; a file that is"
                            + " there stays.")
    private @Nullable Path out;

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        ProfileSet all = ProfileFailures.named(name);
        ProfileSet shown = new ProfileSet(
                all.name(),
                all.files(),
                all.skipped(),
                all.rows().stream().filter(this::isAsked).toList(),
                all.descriptions(),
                all.refused(),
                all.notes());
        boolean isFound =
                device.isEmpty() ? !shown.rows().isEmpty() : !shown.devices().isEmpty();
        if (!isFound && !all.rows().isEmpty()) {
            List<String> devices = all.devices();
            throw CliException.failed(
                    all.name() + ": no row of device '" + device + "' and model '" + model + "'",
                    "its devices: " + String.join("; ", devices.subList(0, Math.min(20, devices.size()))));
        }
        if (out != null) {
            write(ProfileJson.of(shown).toPrettyString() + System.lineSeparator(), out);
        }
        print(
                format.isJson()
                        ? JsonOutput.text(ProfileJson.of(shown))
                        : ProfileView.render(shown, !device.isEmpty() || !model.isEmpty(), out));
        return Exit.OK;
    }

    /** Accuracies and sizes are of no device: they belong to every one. */
    private boolean isAsked(ProfileRow row) {
        boolean isOfDevice = row.key().device().isEmpty() || contains(row.key().device(), device);
        return isOfDevice && contains(row.key().model(), model);
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static void write(String text, Path file) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
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
