package io.gearshift.registry.gear;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The elements of tensors as numbers. */
final class Numbers {

    private static final int HALF_EXPONENT = 0x7C00;
    private static final int HALF_MANTISSA = 0x3FF;

    private Numbers() {}

    static boolean areNumbers(Tensor tensor) {
        return tensor.type() != DataType.BYTES;
    }

    /** @throws InferenceException RUNTIME when an element is NaN or infinite */
    static void requireFinite(List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            long at = firstNotFinite(tensor);
            if (at >= 0) {
                throw new InferenceException(
                        Kind.RUNTIME, "output '" + tensor.name() + "': element " + at + " is not a finite number");
            }
        }
    }

    /** Index of the first NaN or infinity; -1 when there is none. */
    static long firstNotFinite(Tensor tensor) {
        ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int size = tensor.type().size();
        boolean isFloat =
                tensor.type() == DataType.FP32 || tensor.type() == DataType.FP64 || tensor.type() == DataType.FP16;
        for (int at = data.position(); isFloat && at < data.limit(); at += size) {
            boolean isFinite = switch (size) {
                case 4 -> Float.isFinite(data.getFloat(at));
                case 8 -> Double.isFinite(data.getDouble(at));
                default -> (data.getShort(at) & HALF_EXPONENT) != HALF_EXPONENT;
            };
            if (!isFinite) {
                return (at - data.position()) / size;
            }
        }
        return -1;
    }

    /** A copy of the elements. */
    static double[] of(Tensor tensor) {
        ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[data.remaining() / tensor.type().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (tensor.type()) {
                case BOOL, INT8 -> data.get();
                case UINT8 -> data.get() & 0xFF;
                case INT32 -> data.getInt();
                case INT64 -> data.getLong();
                case FP16 -> half(data.getShort());
                case FP32 -> data.getFloat();
                case FP64 -> data.getDouble();
                case BYTES -> throw new IllegalArgumentException(tensor.name() + ": BYTES (expected: numbers)");
            };
        }
        return numbers;
    }

    /** IEEE 754 binary16. */
    static double half(short bits) {
        int exponent = (bits & HALF_EXPONENT) >> 10;
        int mantissa = bits & HALF_MANTISSA;
        double magnitude = switch (exponent) {
            case 0 -> mantissa * 0x1p-24;
            case 31 -> mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> (1024 + mantissa) * Math.pow(2, exponent - 25);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
