package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.Nodes;
import java.util.Optional;

/**
 * Conv and ConvTranspose with constant weights. Of a grouped convolution each group loses the same channels, so that their
 * number stays; of a depthwise one groups go with their channels.
 */
final class Convolutions implements Rule {

    @Override
    public void follow(NodeProto node, Scope scope) {
        Optional<TensorProto> weights = scope.floats(node, 1);
        long group = Nodes.integer(node, "group", 1);
        boolean isTransposed = Nodes.is(node, "ConvTranspose");
        if (weights.isEmpty() || isTransposed && group > 1) {
            scope.leave(node);
            return;
        }
        Channels channels = scope.channels();
        channels.slots(node.getInput(0)).stream()
                .filter(slot -> slot.axis() != 1)
                .forEach(slot -> channels.pin(slot, Nodes.describe(node) + " reads a window of them"));
        TensorProto w = weights.get();
        int outAxis = isTransposed ? 1 : 0;
        Slot out = channels.open(w.getName(), outAxis, (int) w.getDims(outAxis));
        bias(node, scope, out);
        if (group > 1) {
            grouped(node, scope, w, out, (int) group);
            return;
        }
        scope.produce(node, 1, out);
        Slot x = new Slot(node.getInput(0), 1);
        if (channels.has(x)) {
            Slot in = channels.open(w.getName(), 1 - outAxis, channels.size(x));
            channels.unite(x, in);
            scope.consumers().add(new Consumer(node, x, in, out, 1, !isTransposed));
        }
    }

    private static void bias(NodeProto node, Scope scope, Slot out) {
        if (node.getInputCount() > 2 && !node.getInput(2).isEmpty()) {
            int size = scope.channels().size(out);
            scope.channels().unite(out, scope.join(node.getInput(2), 0, size));
        }
    }

    private static void grouped(NodeProto node, Scope scope, TensorProto w, Slot out, int group) {
        Channels channels = scope.channels();
        int each = (int) w.getDims(1);
        int outEach = channels.size(out) / group;
        Slot x = scope.join(node.getInput(0), 1, each * group);
        if (isDepthwise(w)) {
            for (int i = 0; i < channels.size(out); i++) {
                channels.unite(x, i / outEach, out, i);
            }
            scope.pass(out, node.getOutput(0), 1);
            return;
        }
        Slot in = channels.open(w.getName(), 1, each);
        for (int i = 0; i < channels.size(x); i++) {
            channels.unite(x, i, in, i % each);
        }
        for (int i = 0; i < channels.size(out); i++) {
            channels.unite(out, i, out, i % outEach);
        }
        scope.produce(node, 1, out);
        scope.consumers().add(new Consumer(node, x, in, out, group, true));
    }

    static boolean isDepthwise(TensorProto weights) {
        return weights.getDims(1) == 1;
    }
}
