package io.gearshift.daemon.cli;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.text.Nearest;
import io.gearshift.daemon.config.Config;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.catalog.Gears;
import io.gearshift.registry.catalog.Scan;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.profile.AssumedProfile;
import io.gearshift.registry.profile.DeviceFingerprint;
import io.gearshift.registry.profile.Job;
import io.gearshift.registry.profile.Measurement;
import io.gearshift.registry.profile.ProfileStore;
import io.gearshift.registry.profile.Profiler;
import io.gearshift.registry.profile.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift models profile}. Needs no daemon. */
@Command(
        name = "profile",
        description = {
            "Measure what every local gear costs on this device, now, and keep it in place of older figures.",
            "A running daemon takes them up at its next start. Best while nothing else runs."
        },
        footer = {"%nExamples:", "  gearshift models profile", "  gearshift models profile minilm --format json"})
final class ModelsProfileCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL", arity = "0..*", description = "Only these (default: all).")
    private List<String> names = List.of();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        Config config = options.arguments().load();
        PrintWriter err = spec.commandLine().getErr();
        Path prepacked = config.models().prepack() ? config.state().dir().resolve("prepacked") : null;
        try (OrtRuntime runtime = OrtRuntime.open(prepacked)) {
            List<Job> jobs = jobs(config, runtime);
            ProfileStore store = ProfileStore.open(config.state().dir(), DeviceFingerprint.of(runtime.version()));
            Results results = new Results(store, new ProgressBar(err, System.console() != null));
            new Profiler(runtime, config.sensors().wattsPerCore(), null).run(jobs, results, () -> false);
            PrintWriter out = spec.commandLine().getOut();
            out.print(format.isJson() ? JsonOutput.text(results.json) : results.table.render(""));
            out.flush();
            return results.hasFailure ? Exit.NO : Exit.OK;
        }
    }

    private List<Job> jobs(Config config, OrtRuntime runtime) {
        Scan scan = new Catalog(config.models().dir(), runtime).scan();
        for (String name : names) {
            if (!scan.models().containsKey(name)) {
                throw CliException.wrongUse(
                        "no usable model " + name + " in " + config.models().dir(),
                        Nearest.hint(name, scan.models().keySet()) + " (gearshift models verify says what is wrong)");
            }
        }
        List<Job> jobs = new ArrayList<>();
        for (Manifest manifest : scan.models().values()) {
            if (names.isEmpty() || names.contains(manifest.name())) {
                add(jobs, manifest, config, runtime);
            }
        }
        if (jobs.isEmpty()) {
            throw CliException.failed("no models in " + config.models().dir(), "see models.dir in the configuration");
        }
        return jobs;
    }

    private static void add(List<Job> jobs, Manifest manifest, Config config, OrtRuntime runtime) {
        ModelSpec gears = Gears.spec(
                manifest,
                runtime.providers(),
                config.models().threads(),
                (variant, gear) -> AssumedProfile.of(variant, 1));
        gears.gears().forEach(gear -> Job.of(manifest, gear.gear()).ifPresent(jobs::add));
    }

    /** Kept as they come, and shown at the end. */
    private static final class Results implements Progress {
        private final TextTable table =
                new TextTable(Set.of(2, 3, 4, 5, 6), "MODEL", "GEAR", "P50", "P95", "LOAD", "MEMORY", "ENERGY", "");
        private final com.fasterxml.jackson.databind.node.ArrayNode json =
                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
        private final ProfileStore store;
        private final ProgressBar bar;
        private boolean hasFailure;

        Results(ProfileStore store, ProgressBar bar) {
            this.store = store;
            this.bar = bar;
        }

        @Override
        public void onMeasured(Job job, Measurement measured, int done, int total) {
            store.put(job.variant().sha256(), job.provider(), job.threads(), measured);
            var profile = measured.profile();
            table.row(
                    job.manifest().name(),
                    job.gear(),
                    Words.significant(profile.latencyP50Ms()) + " ms",
                    Words.significant(profile.latencyP95Ms()) + " ms",
                    Words.significant(profile.loadMs()) + " ms",
                    io.gearshift.core.text.Sizes.readable(profile.memoryBytes()),
                    Words.significant(profile.energyMj()) + " mJ",
                    profile.isEnergyMeasured() ? "" : "energy modelled");
            json.addObject()
                    .put("model", job.manifest().name())
                    .put("gear", job.gear())
                    .put("latencyP50Ms", profile.latencyP50Ms())
                    .put("latencyP95Ms", profile.latencyP95Ms())
                    .put("loadMs", profile.loadMs())
                    .put("coldLoadMs", measured.coldLoadMs())
                    .put("memoryBytes", profile.memoryBytes())
                    .put("energyMj", profile.energyMj())
                    .put("isEnergyMeasured", profile.isEnergyMeasured())
                    .put("runs", measured.runs());
            bar.show(done, total, job.manifest().name() + "/" + job.gear());
        }

        @Override
        public void onFailed(Job job, String problem, int done, int total) {
            hasFailure = true;
            table.row(job.manifest().name(), job.gear(), "-", "-", "-", "-", "-", problem);
            json.addObject()
                    .put("model", job.manifest().name())
                    .put("gear", job.gear())
                    .put("problem", problem);
            bar.show(done, total, job.manifest().name() + "/" + job.gear());
        }
    }
}
