package io.gearshift.registry.derive.quantise;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.gearshift.registry.derive.calibrate.Range;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a graph as quantise-dequantise pairs around float operators, which the runtime turns into operators on bytes:
 * unsigned bytes for activations, signed ones with a scale a channel for weights, 32 bits for biases. The weights of
 * operators that are left in float, and large tables, are stored as bytes all the same. Changes the graph it is given.
 */
public final class StaticQuantiser {

    /** From here on the standard operators take a scale a channel; before, the runtime's own do. */
    private static final long PER_CHANNEL_OPSET = 13;

    /** Keeps a quantised bias well inside 32 bits. */
    private static final double MOST_BIAS = 1 << 30;

    private final Graph graph;
    private final Plan plan;
    private final Set<String> kept;
    private final String domain;
    private final List<NodeProto> result = new ArrayList<>();
    private final Set<String> restored = new HashSet<>();
    private final Map<String, String> weights = new HashMap<>();

    private StaticQuantiser(Graph graph, Map<String, Range> ranges, Set<String> left, Set<String> kept) {
        this.graph = graph;
        this.kept = kept;
        this.plan = new Plan(graph, ranges, left);
        this.domain = graph.opset("") >= PER_CHANNEL_OPSET ? "" : Nodes.MICROSOFT;
    }

    /**
     * @param ranges of every value that {@link #values} names
     * @param left first outputs of operators that compute in float; their weights become bytes
     * @param kept first outputs of operators whose weights stay float, too
     */
    public static void apply(Graph graph, Map<String, Range> ranges, Set<String> left, Set<String> kept) {
        Set<String> all = new HashSet<>(left);
        all.addAll(kept);
        new StaticQuantiser(graph, ranges, all, kept).apply();
    }

    /** The values whose ranges are needed. */
    public static Set<String> values(Graph graph) {
        Set<String> values = new LinkedHashSet<>();
        for (NodeProto node : graph.nodes()) {
            boolean isCandidate = Operators.weights(graph, node).isPresent()
                    || Operators.isSpreading(node)
                    || Operators.isClamp(node);
            if (isCandidate) {
                node.getInputList().stream()
                        .filter(input ->
                                !input.isEmpty() && graph.constant(input).isEmpty())
                        .forEach(values::add);
                values.add(node.getOutput(0));
            }
        }
        return values;
    }

    /** First outputs of the operators with weights: those that may be left in float. */
    public static List<String> operators(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> Operators.weights(graph, node).isPresent())
                .map(node -> node.getOutput(0))
                .toList();
    }

    private void apply() {
        if (!domain.isEmpty()) {
            graph.require(domain, 1);
        }
        for (NodeProto node : graph.nodes()) {
            Optional<TensorProto> table = Tables.find(graph, node);
            if (table.isPresent()) {
                result.add(Tables.gather(graph, node, table.get(), result));
            } else if (!plan.isAbsorbedClamp(node)) {
                add(node);
            }
        }
        graph.setNodes(result);
        graph.dropUnread();
    }

    private void add(NodeProto node) {
        NodeProto.Builder changed = node.toBuilder();
        boolean isOnBytes = plan.isOnBytes(node);
        for (int i = 0; i < node.getInputCount(); i++) {
            changed.setInput(i, input(node, i, isOnBytes));
        }
        if (!isOnBytes) {
            weightsOnly(node, changed);
        }
        String output = node.getOutputCount() == 0 ? "" : node.getOutput(0);
        String shown = plan.absorbed(output).orElse(output);
        if (isOnBytes && plan.stored(shown).isPresent()) {
            String raw = graph.fresh(output + "_raw");
            changed.setOutput(0, raw);
            result.add(changed.build());
            String bytes = quantise(raw, plan.stored(shown).get(), shown);
            dequantise(bytes, plan.stored(shown).get(), shown, shown);
            restored.add(shown);
        } else {
            result.add(changed.build());
        }
    }

    private String input(NodeProto node, int index, boolean isOnBytes) {
        String input = node.getInput(index);
        Optional<TensorProto> constant = graph.constant(input);
        if (!isOnBytes || input.isEmpty()) {
            return input;
        }
        if (constant.isPresent()) {
            return constantInput(node, index, constant.get());
        }
        Optional<Affine> affine = plan.stored(input);
        if (affine.isEmpty() || restored.contains(input)) {
            return input;
        }
        // Not from an operator on bytes: others may go on reading the float.
        String name = input + "_dq";
        if (restored.add(name)) {
            dequantise(quantise(input, affine.get(), input), affine.get(), input, name);
        }
        return name;
    }

    private String constantInput(NodeProto node, int index, TensorProto constant) {
        Optional<TensorProto> weights = Operators.weights(graph, node);
        if (weights.isEmpty()) {
            return Operators.isMoving(node) ? constant.getName() : constantActivation(constant);
        }
        if (index == 1) {
            return weights(node, constant);
        }
        return index == 2 ? bias(node, constant) : constant.getName();
    }

    /** A constant beside an activation, as in Add and Mul. */
    private String constantActivation(TensorProto constant) {
        String name = constant.getName() + "_dq";
        if (restored.add(name)) {
            float min = 0;
            float max = 0;
            float[] values = TensorData.floats(constant);
            for (float value : values) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            Affine affine = Affine.of(new Range(min, max));
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                long level = Math.round(Math.rint((double) values[i] / affine.scale())) + affine.zeroPoint();
                bytes[i] = (byte) Math.max(0, Math.min(255, level));
            }
            String stored = graph.fresh(constant.getName() + "_q");
            graph.put(TensorData.bytes(stored, DataType.UINT8, constant.getDimsList(), bytes));
            dequantise(stored, affine, constant.getName(), name);
        }
        return name;
    }

    private String weights(NodeProto node, TensorProto constant) {
        int axis = Operators.channelAxis(node, constant).orElseThrow();
        float[] least = leastScales(node, (int) constant.getDims(axis));
        return bytes(constant, axis, least);
    }

    /** So that a large bias on a small scale does not overflow. */
    private float[] leastScales(NodeProto node, int channels) {
        float[] least = new float[channels];
        Optional<float[]> bias = biasValues(node);
        if (bias.isPresent() && bias.get().length == channels) {
            for (int i = 0; i < channels; i++) {
                least[i] = (float) (Math.abs(bias.get()[i]) / (inputScale(node) * MOST_BIAS));
            }
        }
        return least;
    }

    private Optional<float[]> biasValues(NodeProto node) {
        return node.getInputCount() < 3
                ? Optional.empty()
                : graph.constant(node.getInput(2)).filter(TensorData::isFloat).map(TensorData::floats);
    }

    private float inputScale(NodeProto node) {
        return plan.stored(node.getInput(0)).orElseThrow().scale();
    }

    /** Weights as bytes, turned back at once: the runtime folds that into the operator, or does it while it loads. */
    private String bytes(TensorProto constant, int axis, float[] least) {
        WeightBytes bytes = WeightBytes.of(constant, axis, least);
        String key = constant.getName() + '@' + axis + Arrays.hashCode(bytes.scales());
        return weights.computeIfAbsent(key, k -> {
            String stored = graph.fresh(constant.getName() + "_q");
            String scale = graph.fresh(constant.getName() + "_s");
            String zero = graph.fresh(constant.getName() + "_z");
            String name = graph.fresh(constant.getName() + "_dq");
            long channels = bytes.scales().length;
            graph.put(TensorData.bytes(stored, DataType.INT8, constant.getDimsList(), bytes.values()));
            graph.put(TensorData.floats(scale, List.of(channels), bytes.scales()));
            graph.put(TensorData.bytes(zero, DataType.INT8, List.of(channels), new byte[(int) channels]));
            result.add(Nodes.make(
                    domain,
                    "DequantizeLinear",
                    List.of(stored, scale, zero),
                    List.of(name),
                    Nodes.attribute("axis", axis)));
            return name;
        });
    }

    /** In units of the product of both scales, so that it is added to the sums as it is. */
    private String bias(NodeProto node, TensorProto constant) {
        TensorProto matrix = Operators.weights(graph, node).orElseThrow();
        int axis = Operators.channelAxis(node, matrix).orElseThrow();
        int channels = (int) matrix.getDims(axis);
        float[] values = TensorData.floats(constant);
        if (values.length != channels) {
            return constant.getName();
        }
        float[] scales = WeightBytes.of(matrix, axis, leastScales(node, channels))
                .scales()
                .clone();
        int[] stored = new int[channels];
        for (int i = 0; i < channels; i++) {
            scales[i] *= inputScale(node);
            stored[i] = (int) Math.round((double) values[i] / scales[i]);
        }
        // Each use has scales of its own.
        String base = node.getOutput(0) + "_bias";
        String integers = graph.fresh(base + "_q");
        String scale = graph.fresh(base + "_s");
        String name = graph.fresh(base);
        graph.put(TensorData.integers(integers, List.of((long) channels), stored));
        graph.put(TensorData.floats(scale, List.of((long) channels), scales));
        result.add(Nodes.make(
                domain, "DequantizeLinear", List.of(integers, scale), List.of(name), Nodes.attribute("axis", 0)));
        return name;
    }

    private void weightsOnly(NodeProto node, NodeProto.Builder changed) {
        Optional<TensorProto> matrix = Operators.weights(graph, node);
        if (matrix.isEmpty() || kept.contains(node.getOutput(0))) {
            return;
        }
        Operators.channelAxis(node, matrix.get())
                .ifPresent(axis -> changed.setInput(1, StoredWeights.asFloats(graph, matrix.get(), axis, result)));
    }

    private String quantise(String from, Affine affine, String base) {
        String bytes = graph.fresh(base + "_q");
        result.add(Nodes.make(
                domain, "QuantizeLinear", List.of(from, scale(base, affine), zero(base, affine)), List.of(bytes)));
        return bytes;
    }

    private void dequantise(String bytes, Affine affine, String base, String to) {
        result.add(Nodes.make(
                domain, "DequantizeLinear", List.of(bytes, scale(base, affine), zero(base, affine)), List.of(to)));
    }

    private String scale(String base, Affine affine) {
        String name = base + "_s";
        graph.put(TensorData.floats(name, List.of(), affine.scale()));
        return name;
    }

    private String zero(String base, Affine affine) {
        String name = base + "_z";
        graph.put(TensorData.bytes(name, DataType.UINT8, List.of(), (byte) affine.zeroPoint()));
        return name;
    }
}
