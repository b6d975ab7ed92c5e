package io.gearshift.registry.derive.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Elements of constant tensors: row-major, little-endian. */
public final class TensorData {

    private TensorData() {}

    public static boolean isFloat(TensorProto tensor) {
        return tensor.getDataType() == DataType.FLOAT_VALUE;
    }

    /** Number of elements that the dimensions state; 1 for a scalar. */
    public static long count(TensorProto tensor) {
        long count = 1;
        for (long dimension : tensor.getDimsList()) {
            count = Math.multiplyExact(count, dimension);
        }
        return count;
    }

    /** The elements of an FP32 tensor, copied. */
    public static float[] floats(TensorProto tensor) {
        if (!isFloat(tensor)) {
            throw new IllegalArgumentException(
                    tensor.getName() + ": type " + tensor.getDataType() + " (expected: FP32)");
        }
        float[] values = new float[Math.toIntExact(count(tensor))];
        if (tensor.hasRawData()) {
            bytes(tensor).asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        }
        return values;
    }

    /** The elements of an INT64 or INT32 tensor, copied. */
    public static long[] integers(TensorProto tensor) {
        long[] values = new long[Math.toIntExact(count(tensor))];
        boolean isLong = tensor.getDataType() == DataType.INT64_VALUE;
        ByteBuffer raw = bytes(tensor);
        for (int i = 0; i < values.length; i++) {
            if (tensor.hasRawData()) {
                values[i] = isLong ? raw.getLong() : raw.getInt();
            } else {
                values[i] = isLong ? tensor.getInt64Data(i) : tensor.getInt32Data(i);
            }
        }
        return values;
    }

    private static ByteBuffer bytes(TensorProto tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    public static TensorProto floats(String name, List<Long> dims, float... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(FloatBuffer.wrap(values));
        return tensor(name, DataType.FLOAT, dims, raw.array());
    }

    public static TensorProto integers(String name, List<Long> dims, int... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asIntBuffer().put(values);
        return tensor(name, DataType.INT32, dims, raw.array());
    }

    public static TensorProto longs(String name, List<Long> dims, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return tensor(name, DataType.INT64, dims, raw.array());
    }

    /** @param bits of half-precision numbers */
    public static TensorProto halves(String name, List<Long> dims, short... bits) {
        ByteBuffer raw = ByteBuffer.allocate(bits.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asShortBuffer().put(bits);
        return tensor(name, DataType.FLOAT16, dims, raw.array());
    }

    /** @param type INT8 or UINT8 */
    public static TensorProto bytes(String name, DataType type, List<Long> dims, byte... values) {
        return tensor(name, type, dims, values);
    }

    private static TensorProto tensor(String name, DataType type, List<Long> dims, byte[] raw) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(dims)
                .setRawData(ByteString.copyFrom(raw))
                .build();
    }
}
