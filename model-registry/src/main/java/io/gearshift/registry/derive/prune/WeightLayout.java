package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.TensorProto;

/**
 * Where an operator's weights lie in their tensor.
 *
 * @param outs output channels
 * @param ins input channels of one group
 * @param taps places of the window; 1 for products
 */
record WeightLayout(boolean isOutFirst, int outs, int ins, int taps) {

    /** @param weights as they are now, perhaps with fewer channels than the consumer once had */
    static WeightLayout of(Consumer consumer, TensorProto weights) {
        int taps = 1;
        for (int i = 2; i < weights.getDimsCount(); i++) {
            taps *= (int) weights.getDims(i);
        }
        int out = consumer.out().axis();
        return new WeightLayout(out == 0, (int) weights.getDims(out), (int) weights.getDims(1 - out), taps);
    }

    int at(int out, int in, int tap) {
        return (isOutFirst ? out * ins + in : in * outs + out) * taps + tap;
    }
}
