package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.graph.Nodes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Concat: along its axis each input's channels lie behind those of the one before. */
final class Concatenations implements Rule {

    @Override
    public void follow(NodeProto node, Scope scope) {
        Optional<long[]> shape = scope.shape(node.getOutput(0));
        boolean isKnown = shape.isPresent()
                && node.getInputList().stream()
                        .allMatch(input -> scope.shape(input).isPresent());
        if (!isKnown) {
            scope.leave(node);
            return;
        }
        int along = Scope.axis(Nodes.integer(node, "axis", 0), shape.get().length);
        Set<Integer> axes = new TreeSet<>();
        node.getInputList().forEach(input -> scope.channels().slots(input).forEach(slot -> axes.add(slot.axis())));
        for (int axis : axes) {
            Slot out = scope.channels().open(node.getOutput(0), axis, (int) shape.get()[axis]);
            int offset = 0;
            for (String input : node.getInputList()) {
                int size = (int) scope.shape(input).orElseThrow()[axis];
                Slot in = scope.join(input, axis, size);
                for (int i = 0; i < size; i++) {
                    scope.channels().unite(in, i, out, offset + i);
                }
                offset += axis == along ? size : 0;
            }
        }
    }
}
