package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;
import io.gearshift.registry.derive.Derived;
import io.gearshift.registry.derive.Deriver;
import io.gearshift.registry.derive.Pruning;
import io.gearshift.registry.derive.Request;
import io.gearshift.registry.derive.Request.Method;
import io.gearshift.registry.derive.SplitRequest;
import io.gearshift.registry.derive.SplitResult;
import io.gearshift.registry.derive.Splitter;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.prune.Pattern;
import io.gearshift.registry.manifest.ManifestEdit;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OrtRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift models derive}. Needs no daemon; a running one takes the new variant up. */
@Command(
        name = "derive",
        description = {
            "Make an int8, fp16 or pruned variant, or two in one, or cut one in two, check it against its parent and register it.",
            "Nothing is written when it cannot be made, is worse than allowed, or is interrupted. See docs/derive.md."
        },
        footer = {
            "%nExamples:",
            "  gearshift models derive fashion/full --int8 --calibrate pictures/",
            "  gearshift models derive fashion/full --int8 --calibrate pictures/ --test test/ --labels labels.txt \\",
            "      --max-accuracy-loss 0.3",
            "  gearshift models derive minilm/full --int8 --dynamic --as small",
            "  gearshift models derive fashion/full --prune 0.4 --int8 --calibrate pictures/",
            "  gearshift models derive fashion/full --split --calibrate pictures/ --bandwidth 5,50 --rtt 20"
        })
final class ModelsDeriveCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL/VARIANT", description = "The parent.")
    private String parent = "";

    @Option(names = "--int8", description = "Weights and, where it is safe, activations on 8 bits.")
    private boolean isInt8;

    @Option(
            names = "--prune",
            paramLabel = "RATIO",
            description =
                    "Remove channels until this share of weights and multiply-adds is gone, 0.4 for 40 %%; before --int8.")
    private @Nullable Double pruneRatio;

    @Option(
            names = "--sparse",
            paramLabel = "PATTERN",
            description =
                    "With --prune: set weights to 0 in place of removing channels, unstructured or 2:4. For size only.")
    private @Nullable String sparse;

    @Option(
            names = "--fp16",
            description = "Only the weights in the file, as halves; computed in float. Half the size, the same speed.")
    private boolean isFp16;

    @Option(
            names = "--dynamic",
            description = "Find each activation's range as it comes: for transformers, needs no calibration.")
    private boolean isDynamic;

    @Option(
            names = "--weights-only",
            description = "Only the weights in the file; computed in float. Smaller, not faster; needs no calibration.")
    private boolean isWeightsOnly;

    @Option(
            names = "--calibrate",
            paramLabel = "DIR",
            description = "Real inputs: one <input>.npy an input, samples along the first dimension.")
    private @Nullable Path calibration;

    @Option(
            names = "--test",
            paramLabel = "DIR",
            description = "Other real inputs, for the comparison with the parent (default: those of --calibrate).")
    private @Nullable Path test;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The right classes of the --test inputs: .npy, or one number a line.")
    private @Nullable Path labels;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description =
                    "Its name (default: int8, fp16, pruned-40 for --prune 0.4, pruned-40-int8 for both, split-1 and on"
                            + " for --split).")
    private @Nullable String name;

    @Option(
            names = "--max-accuracy-loss",
            paramLabel = "POINTS",
            description =
                    "Refuse when more accuracy points are lost; without --labels each changed answer counts as lost.")
    private @Nullable Double mostLossPoints;

    @Option(names = "--registry", paramLabel = "DIR", description = "The registry's folder; the same as --models.")
    private @Nullable String registry;

    @Mixin
    private SplitOptions splitting = new SplitOptions();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        Config config = options.arguments(registry).load();
        PrintWriter err = spec.commandLine().getErr();
        checkOptions();
        Interrupts interrupts = Interrupts.watch();
        try (OrtRuntime runtime = OrtRuntime.open(null)) {
            DeriveProgress progress = new DeriveProgress(err, System.console() != null, interrupts);
            if (splitting.isAsked()) {
                return split(config, runtime, progress);
            }
            Request request = request(config, runtime);
            Derived derived = new Deriver(runtime, config.sensors().wattsPerCore()).derive(request, progress);
            print(
                    format.isJson()
                            ? JsonOutput.text(DerivedView.json(request, derived))
                            : DerivedView.render(request, derived));
            return Exit.OK;
        } catch (DeriveException e) {
            if (interrupts.isAsked()) {
                Failures.print(err, String.valueOf(e.getMessage()), e.hint());
                return Interrupts.EXIT_CODE;
            }
            throw CliException.failed(String.valueOf(e.getMessage()), e.hint());
        } catch (OnnxException e) {
            throw CliException.failed("the runtime refuses the model: " + e.getMessage(), "");
        } catch (FileSystemException e) {
            String file = e.getOtherFile() == null ? e.getFile() : e.getOtherFile();
            throw CliException.failed(
                    file + ": " + (e.getReason() == null ? e : e.getReason()), "the registry is as it was");
        } catch (IOException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        }
    }

    private void checkOptions() {
        if (!isInt8 && !isFp16 && pruneRatio == null && !splitting.isAsked()) {
            throw CliException.wrongUse("nothing to make (expected: --int8, --fp16, --prune RATIO or --split)", "");
        }
        splitting.check();
        boolean isMadeSmaller = isInt8 || isFp16 || pruneRatio != null;
        if (splitting.isAsked() && (isMadeSmaller || labels != null || mostLossPoints != null)) {
            throw CliException.wrongUse(
                    "--split beside --int8, --fp16, --prune, --labels or --max-accuracy-loss (expected: alone)",
                    "make the small variant first, then split it: a split answers bit for bit as its parent");
        }
        if (isInt8 && isFp16) {
            throw CliException.wrongUse("--int8 and --fp16 (expected: one of the two)", "");
        }
        if (!isInt8 && (isDynamic || isWeightsOnly)) {
            throw CliException.wrongUse("--dynamic or --weights-only without --int8", "they are ways of making bytes");
        }
        if (pruneRatio != null) {
            checkPruning(pruneRatio);
        } else if (sparse != null) {
            throw CliException.wrongUse("--sparse without --prune RATIO", "--prune 0.5 for half of the weights");
        }
        if (isDynamic && isWeightsOnly) {
            throw CliException.wrongUse("--dynamic and --weights-only (expected: one of the two)", "");
        }
        if (method() == Method.STATIC && calibration == null) {
            throw CliException.wrongUse(
                    "--int8 needs --calibrate DIR with real inputs",
                    "or --dynamic, which needs none and suits transformers");
        }
        if (labels != null && test == null && calibration == null) {
            throw CliException.wrongUse("--labels without --test DIR", "the folder of the inputs that they are of");
        }
        if (mostLossPoints != null && !(mostLossPoints >= 0 && mostLossPoints <= 100)) {
            throw CliException.wrongUse("--max-accuracy-loss " + mostLossPoints + " (expected: 0 to 100 points)", "");
        }
        String problem = ManifestEdit.nameProblem(name());
        if (!problem.isEmpty()) {
            throw CliException.wrongUse("--as " + problem, "");
        }
    }

    private void checkPruning(double ratio) {
        if (!(ratio > 0 && ratio < 1)) {
            throw CliException.wrongUse(
                    "--prune " + ratio + " (expected: between 0 and 1, the share of the weights to remove)",
                    "0.4 for 40 %");
        }
        if (calibration == null) {
            throw CliException.wrongUse(
                    "--prune needs --calibrate DIR with real inputs", "they show which channels are missed least");
        }
        if (pattern() == Pattern.TWO_OF_FOUR && ratio != Pattern.TWO_OF_FOUR_RATIO) {
            throw CliException.wrongUse("--sparse 2:4 with --prune " + ratio + " (expected: 0.5)", "two of four");
        }
    }

    private Pattern pattern() {
        if (sparse == null) {
            return Pattern.CHANNELS;
        }
        return switch (sparse) {
            case "unstructured" -> Pattern.UNSTRUCTURED;
            case "2:4" -> Pattern.TWO_OF_FOUR;
            default -> throw CliException.wrongUse("--sparse " + sparse + " (expected: unstructured or 2:4)", "");
        };
    }

    private String name() {
        if (name != null) {
            return name;
        }
        if (splitting.isAsked()) {
            return "split";
        }
        List<String> parts = new ArrayList<>();
        if (pruneRatio != null) {
            parts.add((sparse == null ? "pruned-" : "sparse-") + Math.round(pruneRatio * 100));
        }
        if (isInt8 || isFp16) {
            parts.add(isInt8 ? "int8" : "fp16");
        }
        return String.join("-", parts);
    }

    private @Nullable Method method() {
        if (!isInt8) {
            return isFp16 ? Method.FP16 : null;
        }
        return isDynamic ? Method.DYNAMIC : isWeightsOnly ? Method.WEIGHTS : Method.STATIC;
    }

    private Request request(Config config, OrtRuntime runtime) {
        RegisteredVariant of = RegisteredVariant.find(config, runtime, parent);
        of.requireFree(name());
        return new Request(
                of.manifest(),
                of.variant(),
                name(),
                pruneRatio == null ? null : new Pruning(pruneRatio, pattern()),
                method(),
                calibration,
                test,
                labels,
                mostLossPoints,
                "gearshift " + Version.current());
    }

    private Integer split(Config config, OrtRuntime runtime, DeriveProgress progress)
            throws IOException, OnnxException, DeriveException {
        RegisteredVariant of = RegisteredVariant.find(config, runtime, parent);
        SplitRequest request = splitting.request(of, name(), test == null ? calibration : test);
        SplitResult result = new Splitter(runtime).split(request, progress);
        print(format.isJson() ? JsonOutput.text(SplitView.json(request, result)) : SplitView.render(request, result));
        return Exit.OK;
    }

    private void print(String text) {
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
        }
    }
}
