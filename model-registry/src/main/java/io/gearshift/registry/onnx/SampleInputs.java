package io.gearshift.registry.onnx;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.manifest.Manifest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Plausible inputs for warm-up, canary and profile: floats in 0..1, small non-negative integers (token ids that every
 * vocabulary has), masks all one. The same seed gives the same bytes.
 */
public final class SampleInputs {

    /** Below the size of any vocabulary and of any common embedding table. */
    private static final int ID_BOUND = 100;

    private static final int SEGMENT_ID = 0;

    private SampleInputs() {}

    public static List<Tensor> of(Manifest manifest, long seed) {
        return of(manifest.inputs(), manifest.sampleShapes(), seed);
    }

    /** @param shapes by input name; an input without one gets 1 for each free dimension */
    public static List<Tensor> of(List<TensorSpec> inputs, Map<String, List<Long>> shapes, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(seed);
        List<Tensor> tensors = new ArrayList<>(inputs.size());
        for (TensorSpec input : inputs) {
            long[] shape = shapes.getOrDefault(input.name(), input.shape()).stream()
                    .mapToLong(d -> d < 0 ? 1 : d)
                    .toArray();
            tensors.add(tensor(input.name(), input.type(), shape, random));
        }
        return tensors;
    }

    private static Tensor tensor(String name, DataType type, long[] shape, RandomGenerator random) {
        int elements = Math.toIntExact(Tensor.elements(shape));
        int size = type == DataType.BYTES ? Integer.BYTES : type.size();
        ByteBuffer data =
                ByteBuffer.allocateDirect(Math.multiplyExact(elements, size)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            switch (type) {
                case FP32 -> data.putFloat(random.nextFloat());
                case FP64 -> data.putDouble(random.nextDouble());
                case FP16 -> data.putShort(halfBelowOne(random));
                case BOOL -> data.put((byte) 1);
                case UINT8, INT8 -> data.put((byte) integer(name, random));
                case INT32 -> data.putInt(integer(name, random));
                case INT64 -> data.putLong(integer(name, random));
                case BYTES -> data.putInt(0);
            }
        }
        return new Tensor(name, type, shape, data.flip());
    }

    private static int integer(String name, RandomGenerator random) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("mask")) {
            return 1;
        }
        if (lower.contains("token_type") || lower.contains("segment")) {
            return SEGMENT_ID;
        }
        return random.nextInt(ID_BOUND);
    }

    /** IEEE binary16 in [0.5, 1): exponent of 2^-1 and ten random bits of mantissa. */
    private static short halfBelowOne(RandomGenerator random) {
        return (short) (0x3800 | random.nextInt(1 << 10));
    }
}
