package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;

/**
 * An operator whose answer is linear in its channels, with constant weights.
 *
 * @param x the channels that it reads, of a value
 * @param in the channels' places in its weights
 * @param out the places of its own channels in its weights
 * @param group convolutions side by side; 1 for products
 * @param isRefittable whether each output is one sum over input channels and window
 */
record Consumer(NodeProto node, Slot x, Slot in, Slot out, int group, boolean isRefittable) {

    String weights() {
        return in.tensor();
    }
}
