package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Each element of the output is made of one element of each input, with NumPy's broadcasting. */
final class Elementwise implements Rule {

    @Override
    public void follow(NodeProto node, Scope scope) {
        Optional<long[]> output = scope.shape(node.getOutput(0));
        boolean isKnown = output.isPresent()
                && node.getInputList().stream()
                        .allMatch(input -> input.isEmpty() || scope.shape(input).isPresent());
        if (!isKnown) {
            scope.leave(node);
            return;
        }
        for (int axis : axes(node, scope, output.get().length)) {
            unite(node, scope, axis, output.get());
        }
    }

    /** Axes of the output along which an input's channels are followed. */
    private static Set<Integer> axes(NodeProto node, Scope scope, int rank) {
        Set<Integer> axes = new TreeSet<>();
        for (String input : node.getInputList()) {
            for (Slot slot : scope.channels().slots(input)) {
                axes.add(slot.axis() + rank - scope.shape(input).orElseThrow().length);
            }
        }
        return axes;
    }

    private static void unite(NodeProto node, Scope scope, int axis, long[] output) {
        int size = (int) output[axis];
        Slot out = scope.channels().open(node.getOutput(0), axis, size);
        for (String input : node.getInputList()) {
            if (input.isEmpty()) {
                continue;
            }
            long[] shape = scope.shape(input).orElseThrow();
            int own = axis + shape.length - output.length;
            boolean isBroadcast = own < 0 || shape[own] != size;
            if (!isBroadcast) {
                scope.channels().unite(scope.join(input, own, size), out);
            }
        }
    }
}
