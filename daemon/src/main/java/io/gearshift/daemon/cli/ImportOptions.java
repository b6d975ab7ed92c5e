package io.gearshift.daemon.cli;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.daemon.config.Home;
import io.gearshift.policies.document.Documents;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.situation.Given;
import io.gearshift.policies.situation.SituationReader;
import io.gearshift.simulator.importer.ImportException;
import io.gearshift.simulator.importer.ImportedLog;
import io.gearshift.simulator.importer.ImportedRecording;
import io.gearshift.simulator.importer.Importers;
import io.gearshift.simulator.importer.TraceFolder;
import io.gearshift.simulator.importer.Workload;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a log becomes a trace. */
final class ImportOptions {

    /**
     * Of the default model: an answer before a camera at 30 frames a second has the next picture. Over three times what its full
     * gear takes when nothing is in its way.
     */
    private static final double DUE_MS = 33;

    private static final InputFile LOG = new InputFile(
            "", "a log to import, or the folder of a trace", "docs/policy-diff.md lists the logs that can be imported");

    private static final InputFile MAPPING = new InputFile(
            "--mapping", "a YAML file that says what a log's columns are", "docs/policy-diff.md shows one");

    private static final InputFile MODELS = new InputFile(
            "--models",
            "a situation document, a folder of models or a recording",
            "docs/cli.md shows a situation document; without --models a default model is assumed");

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "What the columns of a CSV log are (default: recognised by content).")
    private @Nullable Path mapping;

    @Option(
            names = "--models",
            paramLabel = "FILE|DIR",
            description =
                    "The models a log's device is taken to serve: a situation document, a folder of models as the daemon"
                            + " reads it, or a recording (default: one model with a full, an int8 and a cloud gear and"
                            + " answers due within 33 ms).")
    private @Nullable Path models;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests a second of each model while a log runs, unless the models say (default: 5).")
    private double rate = 5;

    /** A folder is a trace, a file is a log. */
    Recording open(Path trace) {
        if (!Files.isDirectory(trace)) {
            return read(trace);
        }
        try {
            return TraceFolder.read(ReplayFailures.open(trace));
        } catch (IOException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }

    ImportedRecording read(Path file) {
        ImportedLog log = log(file, mapping);
        try {
            return new ImportedRecording(log, workload());
        } catch (ImportException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), e.hint());
        } catch (IOException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }

    static ImportedLog log(Path file, @Nullable Path mapping) {
        LOG.require(file);
        if (mapping != null) {
            MAPPING.text(mapping);
        }
        try {
            return new Importers().read(file, mapping);
        } catch (ImportException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), e.hint());
        } catch (IOException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }

    private Workload workload() throws IOException {
        if (!(rate > 0 && rate <= 1e6)) {
            throw CliException.wrongUse("--rate: " + rate + " (expected: more than 0, up to 1000000)", "");
        }
        if (models == null) {
            return byDefault();
        }
        if (!Files.isDirectory(models)) {
            return workload(models.toString(), described(models));
        }
        return Files.isRegularFile(models.resolve(TraceManifest.FILE)) ? recorded(models) : registered(models);
    }

    /** With an objective: without one no answer is late, whatever the rules do. */
    private Workload byDefault() {
        Workload plain = workload(
                "the default model (misses are of an assumed objective: a frame of a camera at 30 a second)",
                SituationReader.read(List.of()));
        List<ModelSpec> due = plain.models().stream()
                .map(model -> new ModelSpec(
                        model.name(), model.task(), model.priority(), DUE_MS, model.minAccuracy(), model.gears()))
                .toList();
        return new Workload(plain.source(), due, plain.requestsPerS(), plain.settings(), plain.scene());
    }

    private Workload registered(Path folder) {
        Given given = SituationReader.read(List.of());
        RegistryModels found = RegistryModels.of(
                folder, given.settings().wattsPerCore(), Home.locate().state());
        Map<String, Double> rates = new TreeMap<>();
        found.specs().forEach(model -> rates.put(model.name(), rate));
        return new Workload(folder + ", " + found.origin(), found.specs(), rates, given.settings(), given.scene());
    }

    private Workload workload(String source, Given given) {
        Map<String, Double> rates = new TreeMap<>();
        given.requestsPerS().forEach((model, told) -> rates.put(model, told > 0 ? told : (Double) rate));
        return new Workload(source, given.models(), rates, given.settings(), given.scene());
    }

    private static Given described(Path file) {
        List<Problem> problems = new ArrayList<>();
        Value root = Documents.read(file.toString(), MODELS.text(file), problems);
        Section top = root == null ? null : root.section("models", SituationReader.KEYS);
        Given given = top == null ? null : SituationReader.read(List.of(top));
        if (given == null || !problems.isEmpty()) {
            throw CliException.wrongUse(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), "");
        }
        return given;
    }

    /** The last catalogue of a recording, with the settings of its loop. */
    private Workload recorded(Path folder) throws IOException {
        TraceReader reader = ReplayFailures.open(folder);
        LoopEvent.Started[] started = new LoopEvent.Started[1];
        LoopEvent.CatalogChanged[] catalog = new LoopEvent.CatalogChanged[1];
        reader.events(event -> {
            started[0] = event instanceof LoopEvent.Started e ? e : started[0];
            catalog[0] = event instanceof LoopEvent.CatalogChanged e ? e : catalog[0];
        });
        if (started[0] == null || catalog[0] == null) {
            throw CliException.wrongUse(folder + ": no models in this recording", "name another one");
        }
        Map<String, Double> rates = new TreeMap<>();
        catalog[0].models().forEach(model -> rates.put(model.name(), rate));
        return new Workload(folder.toString(), catalog[0].models(), rates, started[0].settings(), started[0].scene());
    }
}
