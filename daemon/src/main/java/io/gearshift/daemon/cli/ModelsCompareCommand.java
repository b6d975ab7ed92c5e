package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;
import io.gearshift.registry.derive.Comparer;
import io.gearshift.registry.derive.Comparison;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OrtRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift models compare}. Needs no daemon. */
@Command(
        name = "compare",
        description = {
            "Set a model's variants side by side: size, parameters, latency, memory, energy, accuracy, and how often they answer"
                    + " as the first one.",
            "On every execution provider that works here, one thread, one sample. Writes nothing to the registry."
        },
        footer = {
            "%nExamples:",
            "  gearshift models compare fashion",
            "  gearshift models compare fashion full int8 --inputs test/ --labels labels.txt --html fashion.html"
        })
final class ModelsCompareCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
    private String model = "";

    @Parameters(index = "1..*", paramLabel = "VARIANT", description = "Only these (default: all that have a file).")
    private List<String> names = List.of();

    @Option(
            names = {"--inputs", "--calibrate"},
            paramLabel = "DIR",
            description = "Real inputs to answer: one <input>.npy an input (default: generated ones).")
    private @Nullable Path inputs;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The right classes of the inputs: .npy, or one number a line.")
    private @Nullable Path labels;

    @Option(names = "--html", paramLabel = "FILE", description = "Write one page with the table and a plot.")
    private @Nullable Path html;

    @Option(
            names = "--precision",
            paramLabel = "PERCENT",
            description = "Run until the median's 95 %% interval is within this (default: ${DEFAULT-VALUE}).",
            defaultValue = "2")
    private double precisionPercent;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            description = "Of the runs of one variant (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private double limitSeconds;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        checkOptions();
        Config config = options.arguments().load();
        PrintWriter err = spec.commandLine().getErr();
        Interrupts interrupts = Interrupts.watch();
        try (OrtRuntime runtime = OrtRuntime.open(null);
                EnergyMeter meter = EnergyMeter.find(config.sensors())) {
            Manifest manifest = RegisteredVariant.manifest(config, runtime, model);
            Comparer comparer = new Comparer(
                    runtime,
                    meter.bench(runtime, precisionPercent / 100, Duration.ofMillis((long) (limitSeconds * 1000)), 0));
            DeriveProgress progress = new DeriveProgress(err, System.console() != null, interrupts);
            show(comparer.compare(manifest, variants(manifest), inputs, labels, progress));
            return Exit.OK;
        } catch (DeriveException e) {
            if (interrupts.isAsked()) {
                Failures.print(err, String.valueOf(e.getMessage()), e.hint());
                return Interrupts.EXIT_CODE;
            }
            throw CliException.failed(String.valueOf(e.getMessage()), e.hint());
        } catch (OnnxException e) {
            throw CliException.failed("the runtime refuses the model: " + e.getMessage(), "");
        } catch (IOException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        }
    }

    private void checkOptions() {
        if (labels != null && inputs == null) {
            throw CliException.wrongUse("--labels without --inputs DIR", "the folder of the inputs that they are of");
        }
        if (!(precisionPercent > 0 && precisionPercent < 100)) {
            throw CliException.wrongUse("--precision " + precisionPercent + " (expected: 0 to 100, in percent)", "");
        }
        if (!(limitSeconds > 0 && Double.isFinite(limitSeconds))) {
            throw CliException.wrongUse("--time-limit " + limitSeconds + " (expected: more than 0 seconds)", "");
        }
    }

    /** In the order of the manifest. */
    private List<Variant> variants(Manifest manifest) {
        List<Variant> wanted = names.stream()
                .map(name -> RegisteredVariant.local(manifest, name))
                .toList();
        return manifest.variants().stream()
                .filter(variant -> variant.isLocal() && (names.isEmpty() || wanted.contains(variant)))
                .toList();
    }

    private void show(Comparison comparison) throws IOException {
        if (html != null) {
            Files.writeString(html, ComparedView.html(comparison));
        }
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    format.isJson() ? JsonOutput.text(ComparedView.json(comparison)) : ComparedView.render(comparison));
            out.flush();
        }
    }
}
