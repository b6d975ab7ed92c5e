package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.derive.check.Speed;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.ModelCheck;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.quantise.DynamicQuantiser;
import io.gearshift.registry.derive.quantise.WeightQuantiser;
import io.gearshift.registry.gear.CanaryCheck;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.Digests;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.SampleInputs;
import io.gearshift.registry.samples.Labels;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a variant, checks it and registers it. Until the last step nothing is written to the registry; what fails, is
 * refused or is ended before leaves it as it was.
 */
public final class Deriver {

    /** Aimed at when the caller states no limit; nothing is refused for it. */
    private static final double USUAL_POINTS = 0.5;

    private static final int GENERATED = 8;

    private final OrtRuntime runtime;

    public Deriver(OrtRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Takes seconds to minutes on the calling thread.
     *
     * @throws DeriveException when the variant cannot be made, or is not good enough
     * @throws IOException when inputs cannot be read, or the result cannot be written
     * @throws OnnxException when the runtime refuses the parent
     */
    public Derived derive(Request request, Watch watch) throws IOException, OnnxException, DeriveException {
        Path folder = Files.createTempDirectory("gearshift-derive");
        try (OnnxSession parent = Workshop.load(runtime, request.parent().requireFile())) {
            Inputs inputs = inputs(request, parent);
            Workshop workshop = new Workshop(runtime, parent, folder);
            Recipe recipe = make(request, workshop, inputs, watch);
            ModelCheck.require(recipe.model());
            Path file = folder.resolve("derived.onnx");
            OnnxFile.write(recipe.model(), file);
            return judge(request, workshop, inputs, recipe, file, watch);
        } finally {
            delete(folder);
        }
    }

    /** @param labels of the test inputs; null when there are none */
    private record Inputs(@Nullable SampleSet calibration, SampleSet test, boolean areReal, int @Nullable [] labels) {}

    private static Inputs inputs(Request request, OnnxSession parent) throws IOException, DeriveException {
        Path calibration = request.calibration();
        Path test = request.test() == null ? calibration : request.test();
        SampleSet calibrating = calibration == null ? null : SampleSet.read(calibration, parent.inputs());
        SampleSet testing =
                test == null ? generated(request.manifest(), parent) : SampleSet.read(test, parent.inputs());
        Path labelFile = request.labels();
        if (labelFile == null) {
            return new Inputs(calibrating, testing, test != null, null);
        }
        int[] labels = Labels.read(labelFile);
        if (test == null || labels.length != testing.count()) {
            throw new DeriveException(
                    labelFile + ": " + labels.length + " labels for "
                            + (test == null ? "no inputs" : testing.count() + " inputs in " + test)
                            + " (expected: one an input)",
                    "--test names the folder of the inputs that the labels are of");
        }
        return new Inputs(calibrating, testing, true, labels);
    }

    private static SampleSet generated(Manifest manifest, OnnxSession parent) {
        List<List<Tensor>> samples = new ArrayList<>();
        for (int seed = 1; seed <= GENERATED; seed++) {
            samples.add(SampleInputs.of(parent.inputs(), manifest.sampleShapes(), seed));
        }
        return SampleSet.of(parent.inputs(), samples);
    }

    private Recipe make(Request request, Workshop workshop, Inputs inputs, Watch watch)
            throws IOException, OnnxException, DeriveException {
        watch.stage("simplifying");
        OnnxFile.read(request.parent().requireFile());
        Path simple = workshop.folder().resolve("simplified.onnx");
        runtime.simplify(request.parent().requireFile(), simple);
        watch.require();
        ModelProto model = OnnxFile.read(simple);
        SampleSet calibration = inputs.calibration();
        Double ratio = request.pruneRatio();
        if (ratio == null || calibration == null) {
            return quantise(request, workshop, model, calibration, watch);
        }
        Recipe pruned = new PruneSearch(workshop, model, calibration, watch).find(ratio);
        return request.method() == null ? pruned : both(pruned, request, workshop, calibration, watch);
    }

    /** What pruning has changed is no harm that quantisation has done: it is judged by the pruned model. */
    private Recipe both(Recipe pruned, Request request, Workshop workshop, SampleSet calibration, Watch watch)
            throws IOException, OnnxException, DeriveException {
        Path file = workshop.folder().resolve("pruned.onnx");
        OnnxFile.write(pruned.model(), file);
        try (OnnxSession session = Workshop.load(runtime, file)) {
            Workshop second = new Workshop(runtime, session, workshop.folder());
            Recipe quantised = quantise(request, second, pruned.model(), calibration, watch);
            return new Recipe(
                    quantised.model(), pruned.how() + "; " + quantised.how(), quantised.left(), pruned.whole());
        }
    }

    private static Recipe quantise(
            Request request, Workshop workshop, ModelProto model, @Nullable SampleSet calibration, Watch watch)
            throws IOException, OnnxException, DeriveException {
        if (request.method() == Request.Method.STATIC && calibration != null) {
            Double most = request.mostLossPoints();
            double points = most == null ? USUAL_POINTS : most;
            return new StaticSearch(workshop, model, calibration, points, watch).find();
        }
        return request.method() == Request.Method.WEIGHTS ? weights(model) : dynamic(model);
    }

    private static Recipe dynamic(ModelProto model) throws DeriveException {
        Graph graph = Graph.of(model);
        int count = DynamicQuantiser.operators(graph).size();
        if (count == 0) {
            throw new DeriveException(
                    "no matrix product or table with constant FP32 weights: nothing to quantise dynamically",
                    "a network of convolutions is quantised statically: --int8 with --calibrate");
        }
        DynamicQuantiser.apply(graph, Set.of());
        return Recipe.of(graph.toModel(), "dynamic int8, weights per channel, " + count + " operators", List.of());
    }

    private static Recipe weights(ModelProto model) throws DeriveException {
        Graph graph = Graph.of(model);
        List<String> operators = WeightQuantiser.apply(graph);
        if (operators.isEmpty()) {
            throw new DeriveException("no operator with constant FP32 weights: nothing to quantise", "");
        }
        String how = "int8 weights per channel of " + operators.size() + " operators, computed in float";
        return Recipe.of(graph.toModel(), how, operators);
    }

    private Derived judge(Request request, Workshop workshop, Inputs inputs, Recipe recipe, Path file, Watch watch)
            throws IOException, OnnxException, DeriveException {
        try (OnnxSession derived = Workshop.load(runtime, file)) {
            watch.stage("comparing with the parent");
            Agreement agreement = Agreement.measure(workshop.parent(), derived, inputs.test(), inputs.labels(), watch);
            refuseWorse(request, agreement);
            refuseUnservable(request, workshop, derived);
            watch.stage("timing");
            int batch = inputs.test().batchOf(1);
            Speed speed =
                    Speed.measure(workshop.parent(), derived, inputs.test().batch(0, batch), watch);
            watch.stage("registering");
            watch.require();
            long parentBytes = request.parent().bytes();
            Variant variant = new Variant(
                    request.name(),
                    request.method() == null ? request.parent().precision() : Precision.INT8,
                    Accuracies.estimate(request.parent().accuracy(), agreement),
                    null,
                    Digests.sha256(file),
                    "",
                    "",
                    request.parent().name(),
                    how(request, recipe, agreement, speed, (double) parentBytes / Files.size(file), inputs.areReal()));
            Variant registered = Registration.register(request.manifest().folder(), variant, file);
            return new Derived(
                    registered,
                    recipe.how(),
                    parentBytes,
                    recipe.left(),
                    recipe.whole(),
                    agreement,
                    speed,
                    inputs.areReal());
        }
    }

    private static void refuseWorse(Request request, Agreement agreement) throws DeriveException {
        Double most = request.mostLossPoints();
        if (most != null && agreement.lossPoints() > most) {
            throw new DeriveException(
                    String.format(
                            Locale.ROOT,
                            "refused: %s loses %.2f accuracy points%s (expected: at most %s)",
                            request.name(),
                            agreement.lossPoints(),
                            agreement.accuracy() == null ? ", counting each changed answer" : "",
                            most),
                    agreement.accuracy() == null
                            ? "with --labels only answers that become wrong count"
                            : "nothing was written; more calibration inputs may help");
        }
    }

    private void refuseUnservable(Request request, Workshop workshop, OnnxSession derived)
            throws OnnxException, DeriveException {
        Manifest manifest = request.manifest();
        boolean isReference = manifest.reference().equals(request.parent());
        OnnxSession reference = isReference
                ? workshop.parent()
                : Workshop.load(runtime, manifest.reference().requireFile());
        try {
            Optional<String> problem = CanaryCheck.problem(manifest, reference, derived);
            if (problem.isPresent()) {
                throw new DeriveException(
                        "refused: the daemon would not serve it: " + problem.get(),
                        "tolerance in model.yaml says how far a variant may differ on sample inputs");
            }
        } finally {
            if (!isReference) {
                reference.close();
            }
        }
    }

    private static String how(
            Request request, Recipe recipe, Agreement agreement, Speed speed, double smaller, boolean isReal) {
        StringBuilder how = new StringBuilder(request.tool() + ": " + recipe.how());
        how.append(String.format(
                Locale.ROOT, "; %.2f times smaller, %.2f times as fast with one thread", smaller, speed.speedup()));
        how.append(String.format(
                Locale.ROOT,
                "; cosine with %s %.5f on %d %s inputs",
                request.parent().name(),
                agreement.meanCosine(),
                agreement.samples(),
                isReal ? "real" : "generated"));
        if (agreement.accuracy() != null && agreement.parentAccuracy() != null) {
            how.append(String.format(
                    Locale.ROOT,
                    "; %.4f right of them, %s %.4f",
                    agreement.accuracy(),
                    request.parent().name(),
                    agreement.parentAccuracy()));
        } else {
            how.append("; accuracy estimated from the answers that changed");
        }
        return how.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
