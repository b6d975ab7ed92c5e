package io.gearshift.registry.derive.split;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Map;

/**
 * What a cut costs with one sample.
 *
 * @param isLayoutKept whether the tail needs {@link Parts#withLayoutKept} to answer bit for bit
 * @param answerBytes that come back: outputs of the whole that the tail gives
 * @param deviceMs the head's time
 * @param cloudMs the tail's time, on the other machine
 */
public record CutCost(Cut cut, boolean isLayoutKept, long answerBytes, double deviceMs, double cloudMs) {

    /** The two models. */
    public Parts parts(ModelProto model, Map<String, WireValue> sizes) {
        Parts parts = Parts.of(model, cut, sizes);
        return isLayoutKept ? parts.withLayoutKept(cut, sizes) : parts;
    }

    public double totalMs(Link link) {
        return deviceMs + link.transferMs(cut.wireBytes() + answerBytes) + cloudMs;
    }
}
