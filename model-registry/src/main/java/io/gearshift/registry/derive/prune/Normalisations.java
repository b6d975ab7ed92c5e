package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.graph.Nodes;
import java.util.Optional;

/** Softmax and layer norms: along the axes that they mix nothing may go; channels along the others pass. */
final class Normalisations implements Rule {

    /** Softmax began there with axis 1 and all behind it; since then it is the last one. */
    private static final long LAST_AXIS_OPSET = 13;

    @Override
    public void follow(NodeProto node, Scope scope) {
        Optional<long[]> shape = scope.shape(node.getInput(0));
        if (shape.isEmpty() || node.getOutputCount() > 1) {
            scope.leave(node);
            return;
        }
        boolean isLayer = Nodes.is(node, "LayerNormalization");
        long usual = isLayer || scope.graph().opset("") >= LAST_AXIS_OPSET ? -1 : 1;
        int from = Scope.axis(Nodes.integer(node, "axis", usual), shape.get().length);
        for (Slot slot : scope.channels().slots(node.getInput(0))) {
            if (slot.axis() >= from) {
                scope.channels().pin(slot, Nodes.describe(node) + " mixes them");
            } else {
                scope.pass(slot, node.getOutput(0), slot.axis());
            }
        }
    }
}
