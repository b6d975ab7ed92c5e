package io.gearshift.core.serve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A named tensor whose elements lie in {@code data} from position to limit, row-major, little-endian. Direct buffers are
 * passed to the runtime without a copy; whoever made the tensor owns the buffer and keeps it untouched while the request
 * runs.
 */
public record Tensor(String name, DataType type, long[] shape, ByteBuffer data) {

    public Tensor {
        if (data.order() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalArgumentException(name + ": " + data.order() + " buffer (expected: LITTLE_ENDIAN)");
        }
        long elements = elements(shape);
        if (type.size() > 0 && elements * type.size() != data.remaining()) {
            throw new IllegalArgumentException(name + ": " + data.remaining() + " bytes (expected: "
                    + elements * type.size() + " for " + java.util.Arrays.toString(shape) + " " + type + ")");
        }
    }

    /** Number of elements of a shape with no free dimension. */
    public static long elements(long[] shape) {
        long n = 1;
        for (long d : shape) {
            if (d < 0) {
                throw new IllegalArgumentException(
                        "shape: " + java.util.Arrays.toString(shape) + " (expected: no negative dimension)");
            }
            n = Math.multiplyExact(n, d);
        }
        return n;
    }
}
