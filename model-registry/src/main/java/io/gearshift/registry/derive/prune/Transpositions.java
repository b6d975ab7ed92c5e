package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.graph.Nodes;
import java.util.List;

/** Transpose: channels follow their axis. */
final class Transpositions implements Rule {

    @Override
    public void follow(NodeProto node, Scope scope) {
        List<Long> order = Nodes.attribute(node, "perm")
                .map(attribute -> attribute.getIntsList())
                .orElse(List.of());
        if (order.isEmpty()) {
            scope.leave(node);
            return;
        }
        for (Slot slot : scope.channels().slots(node.getInput(0))) {
            scope.pass(slot, node.getOutput(0), order.indexOf((long) slot.axis()));
        }
    }
}
