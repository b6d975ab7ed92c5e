package io.gearshift.registry.samples;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Real inputs of a model: a folder with one {@code <input>.npy} an input, samples along the first dimension. Immutable. */
public final class SampleSet {

    private static final Map<DataType, String> TYPES = Map.of(
            DataType.BOOL, "b1",
            DataType.UINT8, "u1",
            DataType.INT8, "i1",
            DataType.INT32, "i4",
            DataType.INT64, "i8",
            DataType.FP16, "f2",
            DataType.FP32, "f4",
            DataType.FP64, "f8");

    private final List<TensorSpec> inputs;
    private final List<Npy> arrays;
    private final int count;
    private final int batch;

    private SampleSet(List<TensorSpec> inputs, List<Npy> arrays, int count, int batch) {
        this.inputs = inputs;
        this.arrays = arrays;
        this.count = count;
        this.batch = batch;
    }

    /** @throws IOException when an input's file is missing, or is not of the input's type and shape */
    public static SampleSet read(Path folder, List<TensorSpec> inputs) throws IOException {
        List<Npy> arrays = new ArrayList<>();
        int count = -1;
        int batch = 0;
        for (TensorSpec input : inputs) {
            Path file = folder.resolve(fileName(input.name()));
            Npy array = array(file, input);
            if (count >= 0 && array.count() != count) {
                throw new IOException(file + ": " + array.count() + " samples (expected: " + count
                        + ", as in the other inputs' files)");
            }
            count = array.count();
            batch = (int) Math.max(batch, input.shape().get(0));
            arrays.add(array);
        }
        if (count <= 0) {
            throw new IOException(folder + ": no samples (expected: at least one)");
        }
        if (batch > 0 && count % batch != 0) {
            throw new IOException(
                    folder + ": " + count + " samples (expected: a multiple of the model's batch of " + batch + ")");
        }
        return new SampleSet(List.copyOf(inputs), List.copyOf(arrays), count, batch);
    }

    /**
     * Of inputs at hand.
     *
     * @param samples each with one tensor an input, all alike in shape
     */
    public static SampleSet of(List<TensorSpec> inputs, List<List<Tensor>> samples) {
        int batch = (int) Math.max(0, inputs.get(0).shape().get(0));
        List<Npy> arrays = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor first = samples.get(0).get(i);
            int bytes = first.data().remaining();
            ByteBuffer data = ByteBuffer.allocateDirect(bytes * samples.size()).order(ByteOrder.LITTLE_ENDIAN);
            for (List<Tensor> sample : samples) {
                data.put(sample.get(i).data().duplicate());
            }
            long[] shape = first.shape().clone();
            shape[0] *= samples.size();
            arrays.add(new Npy(String.valueOf(TYPES.get(first.type())), shape, data.flip()));
        }
        return new SampleSet(
                List.copyOf(inputs), List.copyOf(arrays), arrays.get(0).count(), batch);
    }

    /** Characters that no file name has become {@code _}. */
    static String fileName(String input) {
        return input.replaceAll("[/\\\\:]", "_") + ".npy";
    }

    private static Npy array(Path file, TensorSpec input) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such file (expected: a NumPy array with samples of input " + input.name()
                    + ", " + TYPES.get(input.type()) + " " + input.shape() + ")");
        }
        Npy array = Npy.read(file);
        String type = TYPES.get(input.type());
        if (!array.type().equals(type)) {
            throw new IOException(file + ": elements are " + array.type() + " (expected: " + type + ", as input "
                    + input.name() + " takes " + input.type() + ")");
        }
        List<Long> shape = input.shape();
        boolean isFitting = !shape.isEmpty() && array.shape().length == shape.size();
        for (int i = 1; isFitting && i < shape.size(); i++) {
            isFitting = shape.get(i) < 0 || shape.get(i) == array.shape()[i];
        }
        if (!isFitting) {
            throw new IOException(file + ": shape " + Arrays.toString(array.shape()) + " (expected: " + shape
                    + ", samples along the first dimension)");
        }
        return array;
    }

    /** Number of samples. */
    public int count() {
        return count;
    }

    /** Samples that the model takes at once; 0 when it takes any number. */
    public int fixedBatch() {
        return batch;
    }

    /** The largest allowed batch that is no larger than wished, at least the model's own. */
    public int batchOf(int wish) {
        return batch > 0 ? batch : Math.max(1, Math.min(wish, count));
    }

    /** At most this many samples, spread evenly over the set. */
    public SampleSet thinned(int most) {
        int step = Math.max(1, batch);
        int kept = Math.max(step, Math.min(count, most) / step * step);
        if (kept >= count) {
            return this;
        }
        List<Npy> fewer =
                arrays.stream().map(array -> thinned(array, kept, step)).toList();
        return new SampleSet(inputs, fewer, kept, batch);
    }

    private Npy thinned(Npy array, int kept, int step) {
        int width = array.width() * array.elementBytes() * step;
        ByteBuffer data = ByteBuffer.allocateDirect(width * (kept / step)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < kept / step; i++) {
            int at = (int) ((long) i * (count / step) / (kept / step));
            data.put(array.data().slice(at * width, width));
        }
        long[] shape = array.shape().clone();
        shape[0] = kept;
        return new Npy(array.type(), shape, data.flip());
    }

    /** The inputs of samples {@code from} (inclusive) to {@code to} (exclusive), over the files' own memory. */
    public List<Tensor> batch(int from, int to) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Npy array = arrays.get(i);
            int width = array.width() * array.elementBytes();
            long[] shape = array.shape().clone();
            shape[0] = to - from;
            ByteBuffer data = array.data()
                    .slice(Math.multiplyExact(from, width), Math.multiplyExact(to - from, width))
                    .order(ByteOrder.LITTLE_ENDIAN);
            tensors.add(new Tensor(inputs.get(i).name(), inputs.get(i).type(), shape, data));
        }
        return tensors;
    }
}
