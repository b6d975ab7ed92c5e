package io.gearshift.registry.onnx;

import ai.onnxruntime.platform.Fp16Conversions;

/** Half-precision numbers, IEEE 754 binary16. */
public final class Halves {

    /** The greatest finite one. */
    public static final float MOST = 65504;

    private Halves() {}

    /** The nearest one's bits. */
    public static short of(float value) {
        return Fp16Conversions.floatToFp16(value);
    }
}
