package io.gearshift.daemon.cli;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.text.Nearest;
import io.gearshift.daemon.config.Config;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.catalog.Gears;
import io.gearshift.registry.catalog.Scan;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.profile.AssumedProfile;
import io.gearshift.registry.profile.Bench;
import io.gearshift.registry.profile.DeviceFingerprint;
import io.gearshift.registry.profile.Job;
import io.gearshift.registry.profile.Point;
import io.gearshift.registry.profile.PointResult;
import io.gearshift.registry.profile.ProfileStore;
import io.gearshift.registry.profile.UnfinishedBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            "Measure what every local gear costs on this device, and keep it in place of older figures when all is measured.",
            "A running daemon takes them up at its next start. Best while nothing else runs. Interrupted, it goes on where it"
                    + " ended."
        },
        footer = {
            "%nExamples:",
            "  gearshift models profile",
            "  gearshift models profile minilm --batch 1,4 --load 0,2 --operators 5",
            "  gearshift models profile minilm --precision 1 --time-limit 60 --format json"
        })
final class ModelsProfileCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL", arity = "0..*", description = "Only these (default: all).")
    private List<String> names = List.of();

    @Mixin
    private BenchOptions how = new BenchOptions();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    private final Map<Point, PointResult> measured = new LinkedHashMap<>();
    private final Map<Point, String> failed = new LinkedHashMap<>();

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        how.check();
        Config config = options.arguments().load();
        PrintWriter err = spec.commandLine().getErr();
        Interrupts interrupts = Interrupts.watch();
        Path prepacked = config.models().prepack() ? config.state().dir().resolve("prepacked") : null;
        try (OrtRuntime runtime = OrtRuntime.open(prepacked)) {
            List<Point> points = points(config, runtime);
            String fingerprint = DeviceFingerprint.of(runtime.version());
            UnfinishedBench unfinished = UnfinishedBench.open(config.state().dir(), fingerprint, how.settings());
            if (how.isFresh()) {
                unfinished.forget();
            }
            if (!measureAll(config, runtime, points, unfinished, interrupts, err)) {
                Failures.print(
                        err,
                        "interrupted: " + (measured.size() + failed.size()) + " of " + points.size()
                                + " measured; no profile was changed",
                        "run the same command again to go on, or with --fresh to begin anew");
                return Interrupts.EXIT_CODE;
            }
            unfinished.finish(measured, ProfileStore.open(config.state().dir(), fingerprint));
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    format.isJson()
                            ? JsonOutput.text(BenchView.json(measured, failed))
                            : BenchView.render(measured, failed));
            out.flush();
            return failed.isEmpty() ? Exit.OK : Exit.NO;
        } catch (IOException e) {
            throw CliException.failed(
                    "results cannot be kept: " + e.getMessage(), "see state.dir in the configuration");
        }
    }

    /** False when interrupted. */
    private boolean measureAll(
            Config config,
            OrtRuntime runtime,
            List<Point> points,
            UnfinishedBench unfinished,
            Interrupts interrupts,
            PrintWriter err)
            throws IOException {
        ProgressBar bar = new ProgressBar(err, System.console() != null);
        try (EnergyMeter meter = EnergyMeter.find(config.sensors())) {
            Bench bench = meter.bench(runtime, how.mostHalfWidthRatio(), how.limit(), how.operators());
            for (int i = 0; i < points.size(); i++) {
                Point point = points.get(i);
                if (!measure(bench, point, unfinished, interrupts)) {
                    return false;
                }
                bar.show(
                        i + 1,
                        points.size(),
                        point.job().manifest().name() + "/" + point.job().gear());
            }
            return true;
        }
    }

    private boolean measure(Bench bench, Point point, UnfinishedBench unfinished, Interrupts interrupts)
            throws IOException {
        PointResult known = unfinished.find(point).orElse(null);
        if (known != null) {
            measured.put(point, known);
            return true;
        }
        if (!Bench.fits(point.job(), point.batch())) {
            failed.put(point, "takes one sample at once (expected: a free first dimension of each input)");
            return true;
        }
        try {
            PointResult result = bench.measure(point, interrupts::isAsked);
            if (result == null) {
                return false;
            }
            measured.put(point, result);
            unfinished.put(point, result);
        } catch (OnnxException | RuntimeException e) {
            failed.put(point, String.valueOf(e.getMessage()));
        }
        return !interrupts.isAsked();
    }

    private List<Point> points(Config config, OrtRuntime runtime) {
        Scan scan = new Catalog(config.models().dir(), runtime).scan();
        for (String name : names) {
            if (!scan.models().containsKey(name)) {
                throw CliException.wrongUse(
                        "no usable model " + name + " in " + config.models().dir(),
                        Nearest.hint(name, scan.models().keySet()) + " (gearshift models verify says what is wrong)");
            }
        }
        List<Point> points = new ArrayList<>();
        for (Manifest manifest : scan.models().values()) {
            if (names.isEmpty() || names.contains(manifest.name())) {
                add(points, manifest, config, runtime);
            }
        }
        if (points.isEmpty()) {
            throw CliException.failed("no models in " + config.models().dir(), "see models.dir in the configuration");
        }
        return points;
    }

    private void add(List<Point> points, Manifest manifest, Config config, OrtRuntime runtime) {
        ModelSpec gears = Gears.spec(
                manifest,
                runtime.providers(),
                how.threads(config.models().threads()),
                (variant, gear) -> AssumedProfile.of(variant, 1));
        gears.gears()
                .forEach(gear -> Job.of(manifest, gear.gear()).ifPresent(job -> {
                    for (int batch : how.batches()) {
                        how.loads().forEach(load -> points.add(new Point(job, batch, load)));
                    }
                }));
    }
}
