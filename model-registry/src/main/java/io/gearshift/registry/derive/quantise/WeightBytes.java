package io.gearshift.registry.derive.quantise;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.TensorData;

/**
 * Weights as signed bytes, symmetric around 0, with one scale a channel.
 *
 * @param values -127..127, in the order of the weights
 * @param scales one for each index of the axis; more than 0
 */
record WeightBytes(byte[] values, float[] scales) {

    private static final int MOST = 127;

    /** @param axis of the channels */
    static WeightBytes of(TensorProto weights, int axis) {
        return of(weights, axis, new float[(int) weights.getDims(axis)]);
    }

    /** @param least each channel's scale is at least this */
    static WeightBytes of(TensorProto weights, int axis, float[] least) {
        float[] floats = TensorData.floats(weights);
        int channels = (int) weights.getDims(axis);
        int inner = 1;
        for (int i = axis + 1; i < weights.getDimsCount(); i++) {
            inner *= (int) weights.getDims(i);
        }
        float[] scales = new float[channels];
        for (int i = 0; i < floats.length; i++) {
            int channel = i / inner % channels;
            scales[channel] = Math.max(scales[channel], Math.abs(floats[i]));
        }
        for (int i = 0; i < channels; i++) {
            float scale = Math.max(scales[i] / MOST, least[i]);
            scales[i] = scale >= Float.MIN_NORMAL ? scale : 1;
        }
        byte[] values = new byte[floats.length];
        for (int i = 0; i < floats.length; i++) {
            long rounded = Math.round(Math.rint((double) floats[i] / scales[i / inner % channels]));
            values[i] = (byte) Math.max(-MOST, Math.min(MOST, rounded));
        }
        return new WeightBytes(values, scales);
    }
}
