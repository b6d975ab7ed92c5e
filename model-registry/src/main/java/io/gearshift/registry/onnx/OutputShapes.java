package io.gearshift.registry.onnx;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Output shapes that earlier runs gave for the same input shapes. Thread-safe. */
final class OutputShapes {

    /** Sentences of any length up to the usual 512 tokens, each with a few batch sizes; an entry is about 200 bytes. */
    private static final int MOST_KEYS = 2048;

    /** Larger outputs would bind more pooled memory than the copy costs time. */
    private static final long MOST_BYTES = 4 << 20;

    private final Map<String, TensorSpec> specs = new HashMap<>();
    private final Map<Key, Map<String, long[]>> known = new ConcurrentHashMap<>();
    private final Set<String> unpredictable = ConcurrentHashMap.newKeySet();

    OutputShapes(List<TensorSpec> outputs) {
        outputs.forEach(spec -> specs.put(spec.name(), spec));
    }

    /** The shapes of all inputs, in the order of the request. */
    record Key(List<String> names, List<List<Long>> shapes) {}

    static Key key(List<Tensor> inputs) {
        return new Key(
                inputs.stream().map(Tensor::name).toList(),
                inputs.stream()
                        .map(t -> Arrays.stream(t.shape()).boxed().toList())
                        .toList());
    }

    /** Shapes of all the names, or null when one is not known or is not to be given memory beforehand. */
    long @Nullable [][] find(Key key, List<String> names) {
        Map<String, long[]> shapes = known.get(key);
        if (shapes == null) {
            return null;
        }
        long[][] found = new long[names.size()][];
        for (int i = 0; i < found.length; i++) {
            long[] shape = shapes.get(names.get(i));
            if (shape == null || unpredictable.contains(names.get(i))) {
                return null;
            }
            found[i] = shape;
        }
        return found;
    }

    void learn(Key key, List<Tensor> outputs) {
        Map<String, long[]> shapes = new HashMap<>();
        for (Tensor output : outputs) {
            if (output.type() != DataType.BYTES && output.data().remaining() <= MOST_BYTES) {
                shapes.put(output.name(), output.shape());
            }
        }
        if (!shapes.isEmpty() && (known.size() < MOST_KEYS || known.containsKey(key))) {
            known.merge(key, Map.copyOf(shapes), (a, b) -> {
                Map<String, long[]> both = new HashMap<>(a);
                both.putAll(b);
                return Map.copyOf(both);
            });
        }
    }

    /** Whether one of the outputs has a free dimension, so that its shape was a guess from an earlier run. */
    boolean isLearned(List<String> names) {
        return names.stream().anyMatch(this::hasFreeDimension);
    }

    /** These outputs' shapes do not follow from the input's shapes alone. */
    void forget(List<String> names) {
        names.stream().filter(this::hasFreeDimension).forEach(unpredictable::add);
    }

    private boolean hasFreeDimension(String name) {
        TensorSpec spec = specs.get(name);
        return spec == null || spec.shape().contains(-1L);
    }
}
