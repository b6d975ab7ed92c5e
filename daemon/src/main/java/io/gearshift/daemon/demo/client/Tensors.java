package io.gearshift.daemon.demo.client;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Arrays to tensors and back. */
final class Tensors {

    private Tensors() {}

    static Tensor floats(String name, float[] values, long... shape) {
        ByteBuffer data = buffer(values.length * Float.BYTES);
        data.asFloatBuffer().put(values);
        return new Tensor(name, DataType.FP32, shape, data);
    }

    /** One row, shape {@code [1, n]}. */
    static Tensor longs(String name, long... values) {
        ByteBuffer data = buffer(values.length * Long.BYTES);
        data.asLongBuffer().put(values);
        return new Tensor(name, DataType.INT64, new long[] {1, values.length}, data);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The first output, which must be FP32. */
    static float[] first(List<Tensor> outputs) {
        if (outputs.isEmpty() || outputs.get(0).type() != DataType.FP32) {
            throw new IllegalArgumentException("outputs: " + outputs + " (expected: FP32 first)");
        }
        FloatBuffer data =
                outputs.get(0).data().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[data.remaining()];
        data.get(values);
        return values;
    }

    static int argMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
