package io.gearshift.registry.derive.quantise;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the quantisers know of operators. */
final class Operators {

    /** Their outputs hold values of their input alone, so both share scale and zero point. */
    private static final Set<String> MOVING =
            Set.of("MaxPool", "Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze", "Slice", "Identity", "Expand");

    /** The runtime computes them on bytes, with a scale of their own. */
    private static final Set<String> SPREADING =
            Set.of("Add", "Mul", "Concat", "AveragePool", "GlobalAveragePool", "Sigmoid", "LeakyRelu");

    private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

    private Operators() {}

    static boolean isMoving(NodeProto node) {
        return Nodes.isStandard(node.getDomain()) && MOVING.contains(node.getOpType());
    }

    static boolean isSpreading(NodeProto node) {
        return Nodes.isStandard(node.getDomain()) && SPREADING.contains(node.getOpType());
    }

    /** Whether the values only pass, some of them drawn to a bound. */
    static boolean isClamp(NodeProto node) {
        return Nodes.is(node, "Relu") || Nodes.is(node, "Clip");
    }

    /** The constant FP32 weights of an operator that has them as its second input. */
    static Optional<TensorProto> weights(Graph graph, NodeProto node) {
        if (!Nodes.isStandard(node.getDomain()) || !WEIGHTED.contains(node.getOpType()) || node.getInputCount() < 2) {
            return Optional.empty();
        }
        return graph.constant(node.getInput(1))
                .filter(tensor -> TensorData.isFloat(tensor) && tensor.getDimsCount() >= 2);
    }

    /** The axis of the weights' output channels; empty when there is none that holds for all of them. */
    static OptionalInt channelAxis(NodeProto node, TensorProto weights) {
        return switch (node.getOpType()) {
            case "Conv" -> OptionalInt.of(0);
            case "ConvTranspose" -> Nodes.integer(node, "group", 1) == 1 ? OptionalInt.of(1) : OptionalInt.empty();
            case "Gemm" -> OptionalInt.of(Nodes.integer(node, "transB", 0) == 1 ? 0 : 1);
            default -> OptionalInt.of(weights.getDimsCount() - 1);
        };
    }

    /**
     * Whether the runtime computes the operator wholly on bytes. A transposed convolution it does not; a product of weights
     * with more than two dimensions only with one scale, which costs accuracy.
     */
    static boolean isComputedOnBytes(NodeProto node, TensorProto weights) {
        return switch (node.getOpType()) {
            case "Conv" -> true;
            case "Gemm" ->
                Nodes.integer(node, "transA", 0) == 0
                        && Nodes.number(node, "alpha", 1) == 1
                        && Nodes.number(node, "beta", 1) == 1;
            case "MatMul" -> weights.getDimsCount() == 2;
            default -> false;
        };
    }
}
