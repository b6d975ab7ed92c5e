package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;

/** Shape: harmless as long as only the sizes of other axes are taken from it, such as the length of a sequence. */
final class ShapeReads implements Rule {

    @Override
    public void follow(NodeProto node, Scope scope) {
        String input = node.getInput(0);
        for (Slot slot : scope.channels().slots(input)) {
            boolean isHarmless = !scope.graph().isOutput(node.getOutput(0))
                    && scope.graph().consumers(node.getOutput(0)).stream()
                            .allMatch(reader -> takesOthers(reader, slot, scope));
            if (!isHarmless) {
                scope.channels().pin(slot, Nodes.describe(node) + " reads their number");
            }
        }
    }

    private static boolean takesOthers(NodeProto reader, Slot slot, Scope scope) {
        int rank = scope.shape(slot.tensor()).map(shape -> shape.length).orElse(0);
        return Nodes.is(reader, "Gather")
                && scope.graph()
                        .constant(reader.getInput(1))
                        .filter(indices -> java.util.Arrays.stream(TensorData.integers(indices))
                                .noneMatch(index -> Scope.axis(index, rank) == slot.axis()))
                        .isPresent();
    }
}
