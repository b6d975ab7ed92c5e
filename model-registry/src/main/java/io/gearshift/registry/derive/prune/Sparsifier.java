package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.calibrate.Tap;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sets weights of convolutions and products to 0, one operator after the other from the inputs on, judged by what each reads
 * once those before it have lost theirs. Shapes stay as they are.
 */
public final class Sparsifier {

    /** The work grows with their third power; wider operators stay dense. */
    private static final int MOST_COLUMNS = 3072;

    /** Windows of fewer, as of depthwise convolutions, weigh little and hurt much. */
    private static final int LEAST_COLUMNS = 16;

    private static final int ROWS_A_COLUMN = 6;
    private static final int LEAST_ROWS = 4096;
    private static final int FOUR = 4;

    /** Beyond it nothing useful is left. */
    private static final double MOST_RATIO = 0.95;

    private final OrtRuntime runtime;
    private final Path folder;
    private final SampleSet samples;
    private final Map<String, long[]> shapes;

    /** @param shapes of the FP32 values on some samples */
    public Sparsifier(OrtRuntime runtime, Path folder, SampleSet samples, Map<String, long[]> shapes) {
        this.runtime = runtime;
        this.folder = folder;
        this.samples = samples;
        this.shapes = shapes;
    }

    /**
     * @param removed share of the weights of convolutions and products that are 0 now
     * @param dense first outputs of the operators that keep all their weights, with the reason
     */
    public record Result(ModelProto model, double removed, int operators, List<String> dense) {}

    /** @param ratio share of the weights of all convolutions and products, whether they can lose some or not; 0..1 */
    public Result apply(ModelProto parent, double ratio, Pattern pattern, Steps steps)
            throws IOException, OnnxException, DeriveException {
        List<String> dense = new ArrayList<>();
        List<Consumer> sparse = new ArrayList<>();
        long all = 0;
        long able = 0;
        Graph graph = Graph.of(parent);
        for (NodeProto node : graph.nodes()) {
            Optional<Consumer> operator = operator(graph, node);
            if (operator.isEmpty()) {
                continue;
            }
            TensorProto weights = graph.constant(operator.get().weights()).orElseThrow();
            all += TensorData.count(weights);
            String reason = reason(graph, operator.get(), weights, pattern);
            if (reason.isEmpty()) {
                able += TensorData.count(weights);
                sparse.add(operator.get());
            } else {
                dense.add(node.getOutput(0) + ": " + reason);
            }
        }
        double each = pattern == Pattern.TWO_OF_FOUR ? ratio : ratio * all / Math.max(1, able);
        if (able == 0 || each > MOST_RATIO) {
            throw new DeriveException(
                    String.format(
                            Locale.ROOT,
                            "only %.1f %% of the weights are of operators that can lose some (expected: enough for %s)",
                            100.0 * able / Math.max(1, all),
                            ratio),
                    dense.isEmpty() ? "the model has no FP32 weights" : "what stays dense: " + dense.get(0));
        }
        ModelProto model = parent;
        for (int i = 0; i < sparse.size(); i++) {
            model = sparsified(model, sparse.get(i), each, pattern, steps);
            steps.at(i + 1, sparse.size());
        }
        return new Result(model, each * able / all, sparse.size(), dense);
    }

    /** The operator as a reader of all its channels; empty when it has no weights of its own. */
    private Optional<Consumer> operator(Graph graph, NodeProto node) {
        boolean isConvolution = Nodes.is(node, "Conv");
        boolean isProduct = Nodes.is(node, "MatMul") || Nodes.is(node, "Gemm") && isPlain(node);
        Optional<TensorProto> weights = isConvolution || isProduct
                ? graph.constant(node.getInput(1)).filter(TensorData::isFloat)
                : Optional.empty();
        if (weights.filter(w -> isConvolution || w.getDimsCount() == 2).isEmpty()) {
            return Optional.empty();
        }
        int in = isConvolution || Nodes.integer(node, "transB", 0) != 0 ? 1 : 0;
        long[] x = shapes.getOrDefault(node.getInput(0), new long[0]);
        String name = node.getInput(1);
        return Optional.of(new Consumer(
                node,
                new Slot(node.getInput(0), isConvolution ? 1 : x.length - 1),
                new Slot(name, in),
                new Slot(name, 1 - in),
                (int) Nodes.integer(node, "group", 1),
                true));
    }

    private static boolean isPlain(NodeProto node) {
        return Nodes.integer(node, "transA", 0) == 0
                && Nodes.number(node, "alpha", 1) == 1
                && Nodes.number(node, "beta", 1) == 1;
    }

    private String reason(Graph graph, Consumer operator, TensorProto weights, Pattern pattern) {
        WeightLayout layout = WeightLayout.of(operator, weights);
        int columns = layout.ins() * layout.taps();
        if (graph.consumers(operator.weights()).size() > 1) {
            return "shares its weights";
        }
        if (!shapes.containsKey(operator.x().tensor())
                || !shapes.containsKey(operator.node().getOutput(0))) {
            return "its shapes are not known";
        }
        if (columns < LEAST_COLUMNS) {
            return "reads " + columns + " values only";
        }
        if (columns > MOST_COLUMNS) {
            return "reads " + columns + " values at once";
        }
        boolean isFitting = pattern != Pattern.TWO_OF_FOUR || layout.ins() % FOUR == 0;
        return isFitting ? "" : layout.ins() + " channels are no multiple of four";
    }

    private ModelProto sparsified(ModelProto model, Consumer operator, double ratio, Pattern pattern, Steps steps)
            throws IOException, OnnxException, DeriveException {
        Graph graph = Graph.of(model);
        TensorProto tensor = graph.constant(operator.weights()).orElseThrow();
        WeightLayout layout = WeightLayout.of(operator, tensor);
        Optional<TensorProto> bias = Refit.bias(graph, operator.node(), layout.outs());
        List<Gram> grams = grams(model, operator, tensor, layout, bias.isPresent(), steps);
        float[] values = TensorData.floats(tensor);
        float[] biases = bias.map(TensorData::floats).orElse(new float[0]);
        int columns = layout.ins() * layout.taps();
        int outs = layout.outs() / operator.group();
        for (int part = 0; part < operator.group(); part++) {
            steps.require();
            double[][] matrix = new double[outs][columns + (bias.isPresent() ? 1 : 0)];
            int[] order = order(layout, matrix[0].length);
            for (int out = 0; out < outs; out++) {
                for (int i = 0; i < matrix[0].length; i++) {
                    matrix[out][i] = order[i] == columns
                            ? biases[part * outs + out]
                            : values[at(layout, part * outs + out, order[i])];
                }
            }
            Sparsity.apply(matrix, grams.get(part).part(order, order), columns, ratio, pattern);
            for (int out = 0; out < outs; out++) {
                for (int i = 0; i < matrix[0].length; i++) {
                    if (order[i] == columns) {
                        biases[part * outs + out] = (float) matrix[out][i];
                    } else {
                        values[at(layout, part * outs + out, order[i])] = (float) matrix[out][i];
                    }
                }
            }
        }
        graph.put(TensorData.floats(tensor.getName(), tensor.getDimsList(), values));
        bias.ifPresent(b -> graph.put(TensorData.floats(b.getName(), b.getDimsList(), biases)));
        return graph.toModel();
    }

    /** Tap by tap, so that four columns side by side are four channels; a bias last. */
    private static int[] order(WeightLayout layout, int length) {
        int[] order = new int[length];
        int columns = layout.ins() * layout.taps();
        for (int i = 0; i < length; i++) {
            order[i] = i == columns ? columns : i % layout.ins() * layout.taps() + i / layout.ins();
        }
        return order;
    }

    private static int at(WeightLayout layout, int out, int column) {
        return layout.at(out, column / layout.taps(), column % layout.taps());
    }

    private List<Gram> grams(
            ModelProto model, Consumer operator, TensorProto weights, WeightLayout layout, boolean hasBias, Steps steps)
            throws IOException, OnnxException, DeriveException {
        int columns = layout.ins() * layout.taps();
        List<Gram> grams = new ArrayList<>();
        for (int part = 0; part < operator.group(); part++) {
            grams.add(new Gram(columns + (hasBias ? 1 : 0), 0));
        }
        Places places = new Places(samples, Math.max(LEAST_ROWS, ROWS_A_COLUMN * columns));
        long[] y = shapes.getOrDefault(operator.node().getOutput(0), new long[0]);
        int[] seen = {0};
        try (Tap tap = Tap.open(runtime, model, List.of(operator.x().tensor()), folder)) {
            tap.run(
                    samples,
                    (name, shape, values) -> {
                        Windows windows = Windows.of(operator.node(), weights, shape, y);
                        double[] row = new double[grams.get(0).size()];
                        row[row.length - 1] = 1;
                        for (int sample = 0; sample < shape[0]; sample++) {
                            for (int place : places.of(seen[0] + sample, windows.places())) {
                                for (int part = 0; part < grams.size(); part++) {
                                    windows.read(values, sample, place, part * layout.ins(), layout.ins(), row);
                                    grams.get(part).add(row, new double[0]);
                                }
                            }
                        }
                        seen[0] += (int) shape[0];
                    },
                    Steps.quiet(steps));
        }
        return grams;
    }
}
