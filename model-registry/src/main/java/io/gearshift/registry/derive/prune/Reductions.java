package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Means, sums and extremes over some axes: channels along the others pass. */
final class Reductions implements Rule {

    @Override
    public void follow(NodeProto node, Scope scope) {
        Optional<long[]> shape = scope.shape(node.getInput(0));
        Optional<List<Long>> stated = axes(node, scope);
        if (shape.isEmpty() || stated.isEmpty()) {
            scope.leave(node);
            return;
        }
        int rank = shape.get().length;
        Set<Integer> axes =
                stated.get().stream().map(axis -> Scope.axis(axis, rank)).collect(Collectors.toSet());
        boolean areKept = Nodes.integer(node, "keepdims", 1) == 1;
        for (Slot slot : scope.channels().slots(node.getInput(0))) {
            if (axes.contains(slot.axis())) {
                scope.channels().pin(slot, Nodes.describe(node) + " reduces over them");
            } else {
                long gone = areKept
                        ? 0
                        : axes.stream().filter(axis -> axis < slot.axis()).count();
                scope.pass(slot, node.getOutput(0), slot.axis() - (int) gone);
            }
        }
    }

    /** As an attribute before opset 18, since then as an input; empty when it is not known. */
    private static Optional<List<Long>> axes(NodeProto node, Scope scope) {
        Optional<List<Long>> attribute = Nodes.attribute(node, "axes").map(AttributeProto::getIntsList);
        if (attribute.isPresent() || node.getInputCount() < 2) {
            return attribute;
        }
        Optional<TensorProto> input = scope.graph().constant(node.getInput(1));
        return input.map(
                axes -> Arrays.stream(TensorData.integers(axes)).boxed().toList());
    }
}
