package io.gearshift.registry.derive.quantise;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Matrix products with constant weights on bytes, each activation's range found as it comes: needs no calibration, and suits
 * transformers, whose activations differ widely between inputs. Large tables that a Gather reads become bytes with a scale a
 * row. Changes the graph it is given. The pattern of nodes is the one that the runtime fuses into a single operator.
 */
public final class DynamicQuantiser {

    /**
     * Unsigned weights, since x86 without VNNI multiplies unsigned by signed bytes with a saturating sum, and turns signed ones
     * to unsigned by itself only in operators of the static form.
     */
    private static final int ZERO = 128;

    private final Graph graph;
    private final Set<String> left;
    private final List<NodeProto> result = new ArrayList<>();
    private final Map<String, String> dynamic = new HashMap<>();

    private DynamicQuantiser(Graph graph, Set<String> left) {
        this.graph = graph;
        this.left = left;
    }

    /** @param left first outputs of operators that are left as they are */
    public static void apply(Graph graph, Set<String> left) {
        new DynamicQuantiser(graph, left).apply();
    }

    /** First outputs of the operators that it would change. */
    public static List<String> operators(Graph graph) {
        DynamicQuantiser quantiser = new DynamicQuantiser(graph, Set.of());
        return graph.nodes().stream()
                .filter(node -> quantiser.product(node).isPresent()
                        || Tables.find(graph, node).isPresent())
                .map(node -> node.getOutput(0))
                .toList();
    }

    private void apply() {
        for (NodeProto node : graph.nodes()) {
            boolean isLeft = node.getOutputCount() > 0 && left.contains(node.getOutput(0));
            Optional<TensorProto> weights = isLeft ? Optional.empty() : product(node);
            Optional<TensorProto> table = isLeft ? Optional.empty() : Tables.find(graph, node);
            if (weights.isPresent()) {
                multiply(node, weights.get());
            } else if (table.isPresent()) {
                result.add(Tables.gather(graph, node, table.get(), result));
            } else {
                result.add(node);
            }
        }
        graph.setNodes(result);
        graph.dropUnread();
    }

    private Optional<TensorProto> product(NodeProto node) {
        boolean isProduct = Nodes.is(node, "MatMul") || Nodes.is(node, "Gemm");
        return Operators.weights(graph, node)
                .filter(weights -> isProduct && Operators.isComputedOnBytes(node, weights));
    }

    private void multiply(NodeProto node, TensorProto weights) {
        TensorProto matrix =
                Nodes.is(node, "Gemm") && Nodes.integer(node, "transB", 0) == 1 ? transposed(weights) : weights;
        WeightBytes bytes = WeightBytes.of(matrix, 1);
        String stored = weights.getName() + "_q";
        String scales = weights.getName() + "_s";
        String zero = weights.getName() + "_z";
        graph.put(TensorData.bytes(stored, DataType.UINT8, matrix.getDimsList(), unsigned(bytes.values())));
        graph.put(TensorData.bytes(zero, DataType.UINT8, List.of(), (byte) ZERO));
        graph.put(TensorData.floats(scales, List.of((long) bytes.scales().length), bytes.scales()));
        String base = dynamic.computeIfAbsent(node.getInput(0), this::quantise);
        String output = node.getOutput(0);
        boolean hasBias = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
        String product = hasBias ? graph.fresh(output + "_product") : output;
        String sums = graph.fresh(output + "_sums");
        String floats = graph.fresh(output + "_cast");
        String scale = graph.fresh(output + "_scale");
        result.add(Nodes.make("MatMulInteger", List.of(base + "_q", stored, base + "_z", zero), List.of(sums)));
        result.add(Nodes.make("Cast", List.of(sums), List.of(floats), Nodes.attribute("to", DataType.FLOAT_VALUE)));
        result.add(Nodes.make("Mul", List.of(base + "_s", scales), List.of(scale)));
        result.add(Nodes.make("Mul", List.of(floats, scale), List.of(product)));
        if (hasBias) {
            result.add(Nodes.make("Add", List.of(product, node.getInput(2)), List.of(output)));
        }
    }

    private static byte[] unsigned(byte[] signed) {
        byte[] unsigned = new byte[signed.length];
        for (int i = 0; i < signed.length; i++) {
            unsigned[i] = (byte) (signed[i] + ZERO);
        }
        return unsigned;
    }

    /** One for all products of the same activation. */
    private String quantise(String activation) {
        String base = graph.fresh(activation + "_dyn");
        result.add(Nodes.make(
                "DynamicQuantizeLinear", List.of(activation), List.of(base + "_q", base + "_s", base + "_z")));
        return base;
    }

    private static TensorProto transposed(TensorProto matrix) {
        int rows = (int) matrix.getDims(0);
        int columns = (int) matrix.getDims(1);
        float[] from = TensorData.floats(matrix);
        float[] to = new float[from.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                to[j * rows + i] = from[i * columns + j];
            }
        }
        return TensorData.floats(matrix.getName(), List.of((long) columns, (long) rows), to);
    }
}
