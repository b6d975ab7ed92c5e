package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.graph.Nodes;
import java.util.Optional;

/** Pooling, padding, resizing and norms that treat each channel (axis 1) apart, with constants along the channels. */
final class Channelwise implements Rule {

    @Override
    public void follow(NodeProto node, Scope scope) {
        String input = node.getInput(0);
        Optional<long[]> before = scope.shape(input);
        Optional<long[]> after = scope.shape(node.getOutput(0));
        boolean statesSizes = Nodes.is(node, "Resize") && node.getInputCount() > 3;
        boolean isSame = before.isPresent()
                && after.isPresent()
                && before.get().length > 1
                && before.get().length == after.get().length
                && before.get()[1] == after.get()[1];
        if (!isSame || statesSizes || node.getOutputCount() > 1) {
            scope.leave(node);
            return;
        }
        Channels channels = scope.channels();
        for (Slot slot : channels.slots(input)) {
            if (slot.axis() == 1) {
                scope.pass(slot, node.getOutput(0), 1);
                constants(node, scope, slot);
            } else {
                channels.pin(slot, Nodes.describe(node) + " reads a window of them");
            }
        }
    }

    /** Scale, shift, mean, variance of a norm. */
    private static void constants(NodeProto node, Scope scope, Slot channels) {
        boolean isNorm = node.getOpType().endsWith("Normalization");
        for (int i = 1; isNorm && i < node.getInputCount(); i++) {
            int size = scope.channels().size(channels);
            scope.channels().unite(channels, scope.join(node.getInput(i), 0, size));
        }
    }
}
