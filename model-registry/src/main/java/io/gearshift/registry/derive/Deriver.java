package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.core.text.Sizes;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.ModelCheck;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.prune.Pattern;
import io.gearshift.registry.derive.quantise.DynamicQuantiser;
import io.gearshift.registry.derive.quantise.HalfQuantiser;
import io.gearshift.registry.derive.quantise.WeightQuantiser;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a variant, checks it and registers it. Until the last step nothing is written to the registry; what fails, is
 * refused or is ended before leaves it as it was.
 */
public final class Deriver {

    /** Aimed at when the caller states no limit; nothing is refused for it. */
    private static final double USUAL_POINTS = 0.5;

    /** Of the parent, that lie in the temporary folder at once. */
    private static final long COPIES = 4;

    private final OrtRuntime runtime;
    private final double wattsPerCore;

    /** @param wattsPerCore of a busy core, for the energy that the manifest states */
    public Deriver(OrtRuntime runtime, double wattsPerCore) {
        this.runtime = runtime;
        this.wattsPerCore = wattsPerCore;
    }

    /**
     * Takes seconds to minutes on the calling thread.
     *
     * @throws DeriveException when the variant cannot be made, or is not good enough
     * @throws IOException when inputs cannot be read, or the result cannot be written
     * @throws OnnxException when the runtime refuses the parent
     */
    public Derived derive(Request request, Watch watch) throws IOException, OnnxException, DeriveException {
        requireSpace(request);
        Path folder = Files.createTempDirectory("gearshift-derive");
        try (OnnxSession parent = Workshop.load(runtime, request.parent().requireFile())) {
            Inputs inputs = Inputs.of(
                    request.manifest(), parent.inputs(), request.calibration(), request.test(), request.labels());
            Workshop workshop = new Workshop(runtime, parent, folder);
            Recipe recipe = make(request, workshop, inputs, watch);
            ModelCheck.require(recipe.model());
            Path file = folder.resolve("derived.onnx");
            OnnxFile.write(recipe.model(), file);
            return new Judgement(request, workshop, inputs, wattsPerCore).judge(recipe, file, watch);
        } finally {
            Workshop.delete(folder);
        }
    }

    /** The runtime does not say that its disk is full. */
    private static void requireSpace(Request request) throws IOException, DeriveException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        long needed = COPIES * request.parent().bytes();
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new DeriveException(
                    folder + ": " + Sizes.readable(free) + " free (expected: " + Sizes.readable(needed)
                            + " for temporary files)",
                    "GEARSHIFT_OPTS=-Djava.io.tmpdir=DIR names another folder");
        }
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
        Pruning pruning = request.pruning();
        if (pruning == null || calibration == null) {
            return quantise(request, workshop, model, calibration, watch);
        }
        Recipe pruned = pruning.pattern() == Pattern.CHANNELS
                ? new PruneSearch(workshop, model, calibration, watch).find(pruning.ratio())
                : new SparseSearch(workshop, model, calibration, watch).find(pruning);
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
        if (request.method() == Request.Method.FP16) {
            return halves(model);
        }
        return request.method() == Request.Method.WEIGHTS ? weights(model) : dynamic(model);
    }

    private static Recipe halves(ModelProto model) throws DeriveException {
        Graph graph = Graph.of(model);
        List<String> constants = HalfQuantiser.apply(graph);
        if (constants.isEmpty()) {
            throw new DeriveException("no FP32 constant that halves can show: nothing to store as FP16", "");
        }
        String how = "fp16 in the file for " + constants.size() + " constants, computed in float";
        return Recipe.of(graph.toModel(), how, List.of());
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
}
