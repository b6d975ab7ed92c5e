package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.simulator.importer.ImportedRecording;
import io.gearshift.simulator.importer.TraceFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift trace import}. */
@Command(
        name = "import",
        description = {
            "Makes a trace of a device's log: tegrastats, Android's battery history, CSV files by a mapping, and more.",
            "Shows the channels, what was assumed and which lines were refused. The log itself is left as it is."
        },
        footer = {
            "%nExamples:",
            "  gearshift trace import tegrastats.log --out traces/orin",
            "  gearshift trace import my.csv --mapping my.yaml --models models.yaml --rate 20 --out traces/mine"
        })
final class TraceImportCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The log.")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the trace; without it the log is only examined.")
    private @Nullable Path out;

    @Mixin
    private ImportOptions options = new ImportOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        ImportedRecording recording = options.read(file);
        if (out != null) {
            write(recording, out);
        }
        String text = format.isJson() ? JsonOutput.text(origin(recording)) : ImportView.render(recording, out);
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
        return Exit.OK;
    }

    private static ObjectNode origin(ImportedRecording recording) {
        try {
            return TraceFolder.origin(recording);
        } catch (IOException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        }
    }

    private static void write(ImportedRecording recording, Path folder) {
        NewTrace.require(folder);
        try {
            TraceFolder.write(recording, folder);
        } catch (IOException e) {
            throw CliException.failed(folder + ": the trace cannot be written: " + e.getMessage(), "");
        }
    }
}
