package io.gearshift.registry.derive.quantise;

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
import io.gearshift.registry.samples.SampleSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes out of biases by how much bytes shift each channel on average. Source: Nagel and others, Data-Free Quantization Through
 * Weight Equalization and Bias Correction, 2019, its form with data. Their equalisation gains nothing here: weights have a scale
 * a channel.
 */
public final class BiasCorrection {

    private final Graph graph;
    /** The value whose mean tells of the shift, to the bias that can make up for it. */
    private final Map<String, String> biases = new LinkedHashMap<>();

    /** @param model in float */
    public BiasCorrection(ModelProto model) {
        graph = Graph.of(model);
        graph.nodes().forEach(this::add);
    }

    private void add(NodeProto node) {
        boolean hasOwn = (Nodes.is(node, "Conv") || Nodes.is(node, "Gemm")) && node.getInputCount() > 2;
        if (hasOwn) {
            add(node, node.getInput(2));
        } else if (Nodes.is(node, "Add")) {
            for (int i = 0; i < 2; i++) {
                boolean isProduct = graph.producer(node.getInput(1 - i))
                        .filter(producer -> Nodes.is(producer, "MatMul"))
                        .isPresent();
                if (isProduct) {
                    add(node, node.getInput(i));
                }
            }
        }
    }

    private void add(NodeProto node, String bias) {
        Optional<TensorProto> constant = graph.constant(bias).filter(TensorData::isFloat);
        if (constant.filter(b -> b.getDimsCount() == 1).isPresent()
                && graph.consumers(bias).size() == 1) {
            biases.put(shown(node.getOutput(0)), bias);
        }
    }

    /** Behind a clamp that alone reads it, a value is stored as the clamp's. */
    private String shown(String value) {
        List<NodeProto> readers = graph.consumers(value);
        boolean isClamped = readers.size() == 1 && Operators.isClamp(readers.get(0)) && !graph.isOutput(value);
        return isClamped ? readers.get(0).getOutput(0) : value;
    }

    /** Values whose means are compared. */
    public List<String> values() {
        return List.copyOf(biases.keySet());
    }

    /** Mean of each channel of the values, over samples and places. */
    public Map<String, double[]> means(Tap tap, SampleSet samples, Steps steps) throws OnnxException, DeriveException {
        Map<String, double[]> sums = new HashMap<>();
        Map<String, Long> counts = new HashMap<>();
        tap.run(
                samples,
                (tensor, shape, values) -> {
                    int channels = channels(tensor);
                    int inner = isConvolved(tensor) ? (int) (values.remaining() / shape[0] / channels) : 1;
                    double[] sum = sums.computeIfAbsent(tensor, t -> new double[channels]);
                    for (int i = 0; i < values.remaining(); i++) {
                        sum[i / inner % channels] += values.get(i);
                    }
                    counts.merge(tensor, (long) values.remaining() / channels, Long::sum);
                },
                Steps.quiet(steps));
        sums.forEach((tensor, sum) -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= counts.getOrDefault(tensor, 1L);
            }
        });
        return sums;
    }

    private int channels(String value) {
        return (int) graph.constant(biases.getOrDefault(value, ""))
                .map(bias -> bias.getDims(0))
                .orElse(1L)
                .longValue();
    }

    private boolean isConvolved(String value) {
        NodeProto node = graph.producer(value).orElseThrow();
        NodeProto origin =
                Operators.isClamp(node) ? graph.producer(node.getInput(0)).orElse(node) : node;
        return Nodes.is(origin, "Conv");
    }

    /**
     * @param expected means in float
     * @param actual means on bytes
     * @param share of the shift that is taken out
     * @return the float model, whose biases make up for the shift once it is quantised
     */
    public ModelProto apply(Map<String, double[]> expected, Map<String, double[]> actual, double share) {
        biases.forEach((value, name) -> {
            double[] right = expected.get(value);
            double[] wrong = actual.get(value);
            if (right != null && wrong != null) {
                TensorProto bias = graph.constant(name).orElseThrow();
                float[] values = TensorData.floats(bias);
                for (int i = 0; i < values.length; i++) {
                    values[i] += (float) (share * (right[i] - wrong[i]));
                }
                graph.put(TensorData.floats(name, bias.getDimsList(), values));
            }
        });
        return graph.toModel();
    }
}
