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
import java.util.Optional;
import java.util.Set;

/**
 * Fits the weights and bias of the operators of a pruned model, one after the other from the inputs on, so that each answers
 * to what it now reads as it did in the parent. What earlier operators have lost is thereby made good as far as it can be.
 *
 * <p>Least squares over windows of the samples, with a ridge that draws to the weights before the fit. Source: He, Zhang,
 * Sun, Channel Pruning for Accelerating Very Deep Neural Networks, 2017.
 */
public final class Refit {

    /** The work grows with their third power. */
    private static final int MOST_COLUMNS = 2400;

    private static final int ROWS_A_COLUMN = 8;
    private static final int LEAST_ROWS = 8192;

    /** Rows of few samples are too much alike. */
    private static final int LEAST_SAMPLES = 256;

    private static final double RIDGE = 3e-3;

    private final OrtRuntime runtime;
    private final Path folder;
    private final SampleSet samples;
    private final ModelProto parent;

    public Refit(OrtRuntime runtime, Path folder, SampleSet samples, ModelProto parent) {
        this.runtime = runtime;
        this.folder = folder;
        this.samples = samples;
        this.parent = parent;
    }

    /** @param pruned the parent without the channels that are gone */
    public ModelProto fit(ChannelMap map, ModelProto pruned, Set<Integer> gone, Steps steps)
            throws IOException, OnnxException, DeriveException {
        ModelProto model = pruned;
        List<Consumer> readers = map.consumers();
        boolean hasDrifted = false;
        for (int i = 0; i < readers.size(); i++) {
            Consumer reader = readers.get(i);
            hasDrifted |= !map.indices(reader.x(), gone).isEmpty();
            if (hasDrifted && isFitting(reader, model)) {
                model = fit(map, reader, model, gone, steps);
            }
            steps.at(i + 1, readers.size());
        }
        return model;
    }

    private static boolean isFitting(Consumer reader, ModelProto model) {
        Graph graph = Graph.of(model);
        Optional<TensorProto> weights = graph.constant(reader.weights());
        if (!reader.isRefittable()
                || weights.isEmpty()
                || graph.consumers(reader.weights()).size() > 1) {
            return false;
        }
        WeightLayout layout = WeightLayout.of(reader, weights.get());
        return layout.ins() * layout.taps() < MOST_COLUMNS;
    }

    private ModelProto fit(ChannelMap map, Consumer reader, ModelProto model, Set<Integer> gone, Steps steps)
            throws IOException, OnnxException, DeriveException {
        Graph graph = Graph.of(model);
        TensorProto weights = graph.constant(reader.weights()).orElseThrow();
        WeightLayout layout = WeightLayout.of(reader, weights);
        int columns = layout.ins() * layout.taps();
        int rows = Math.max(LEAST_ROWS, ROWS_A_COLUMN * columns);
        long[] y = map.shapes().getOrDefault(reader.node().getOutput(0), new long[0]);
        SampleSet some = samples.thinned(
                Math.max(LEAST_SAMPLES, (int) (2 * rows / ChannelMap.uses(reader.node(), map.shapes()))));
        Places places = new Places(some, rows);
        List<double[]> targets = targets(map, reader, gone, some, places, steps);
        Optional<TensorProto> bias = bias(graph, reader.node(), layout.outs());
        int parts = reader.group();
        List<Gram> grams = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            grams.add(new Gram(columns + (bias.isPresent() ? 1 : 0), layout.outs() / parts));
        }
        int[] seen = {0, 0};
        read(model, reader.x().tensor(), some, steps, (tensor, shape, values) -> {
            Windows windows = Windows.of(reader.node(), weights, shape, y);
            double[] row = new double[grams.get(0).size()];
            double[] target = new double[layout.outs() / parts];
            row[row.length - 1] = 1;
            for (int sample = 0; sample < shape[0]; sample++) {
                for (int place : places.of(seen[0] + sample, windows.places())) {
                    double[] all = targets.get(seen[1]++);
                    for (int part = 0; part < parts; part++) {
                        windows.read(values, sample, place, part * layout.ins(), layout.ins(), row);
                        System.arraycopy(all, part * target.length, target, 0, target.length);
                        grams.get(part).add(row, target);
                    }
                }
            }
            seen[0] += (int) shape[0];
        });
        Fitted fitted = new Fitted(layout, parts, TensorData.floats(weights), bias.map(TensorData::floats));
        for (int part = 0; part < parts; part++) {
            fitted.improve(grams.get(part), part);
        }
        graph.put(TensorData.floats(weights.getName(), weights.getDimsList(), fitted.weights()));
        bias.ifPresent(b -> graph.put(
                TensorData.floats(b.getName(), b.getDimsList(), fitted.bias().orElseThrow())));
        return graph.toModel();
    }

    /** The bias that only this operator reads. */
    static Optional<TensorProto> bias(Graph graph, NodeProto node, int outs) {
        return node.getInputCount() < 3
                ? Optional.empty()
                : graph.constant(node.getInput(2))
                        .filter(b -> TensorData.count(b) == outs
                                && graph.consumers(b.getName()).size() == 1);
    }

    /** What the parent answers at the places, of the channels that stay. */
    private List<double[]> targets(
            ChannelMap map, Consumer reader, Set<Integer> gone, SampleSet some, Places places, Steps steps)
            throws IOException, OnnxException, DeriveException {
        int[] kept = map.kept(reader.out(), gone);
        List<double[]> targets = new ArrayList<>();
        int[] seen = {0};
        boolean isConvolution = Nodes.is(reader.node(), "Conv");
        read(parent, reader.node().getOutput(0), some, steps, (tensor, shape, values) -> {
            Windows windows = Windows.places(shape, isConvolution ? 1 : shape.length - 1);
            double[] row = new double[map.channels().size(reader.out())];
            for (int sample = 0; sample < shape[0]; sample++) {
                for (int place : places.of(seen[0] + sample, windows.places())) {
                    windows.read(values, sample, place, 0, row.length, row);
                    double[] answer = new double[kept.length];
                    for (int i = 0; i < kept.length; i++) {
                        answer[i] = row[kept[i]];
                    }
                    targets.add(answer);
                }
            }
            seen[0] += (int) shape[0];
        });
        return targets;
    }

    private void read(ModelProto model, String value, SampleSet some, Steps steps, Tap.Receiver receiver)
            throws IOException, OnnxException, DeriveException {
        try (Tap tap = Tap.open(runtime, model, List.of(value), folder)) {
            tap.run(some, (tensor, shape, values) -> receiver.take(tensor, shape, values), Steps.quiet(steps));
        }
    }

    /** @param weights changed in place, as {@code bias} */
    private record Fitted(WeightLayout layout, int parts, float[] weights, Optional<float[]> bias) {

        void improve(Gram gram, int part) {
            int columns = gram.size();
            int outs = layout.outs() / parts;
            double[][] before = new double[columns][outs];
            for (int i = 0; i < columns; i++) {
                for (int out = 0; out < outs; out++) {
                    before[i][out] =
                            isBias(i) ? bias.orElseThrow()[part * outs + out] : weights[at(part * outs + out, i)];
                }
            }
            double[][] sums = new double[columns][columns];
            double[][] missing = new double[columns][outs];
            for (int i = 0; i < columns; i++) {
                for (int j = 0; j < columns; j++) {
                    sums[i][j] = gram.at(i, j);
                    for (int out = 0; out < outs; out++) {
                        missing[i][out] -= sums[i][j] * before[j][out];
                    }
                }
                for (int out = 0; out < outs; out++) {
                    missing[i][out] += gram.target(i, out);
                }
            }
            double[][] change = Gram.solve(sums, missing, RIDGE);
            for (int i = 0; i < columns; i++) {
                for (int out = 0; out < outs; out++) {
                    if (isBias(i)) {
                        bias.orElseThrow()[part * outs + out] += (float) change[i][out];
                    } else {
                        weights[at(part * outs + out, i)] += (float) change[i][out];
                    }
                }
            }
        }

        private boolean isBias(int column) {
            return column == layout.ins() * layout.taps();
        }

        private int at(int out, int column) {
            return layout.at(out, column / layout.taps(), column % layout.taps());
        }
    }
}
