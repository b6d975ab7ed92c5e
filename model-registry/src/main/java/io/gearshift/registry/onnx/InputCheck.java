package io.gearshift.registry.onnx;

import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether tensors fit a model's inputs. The runtime itself notices a missing input only inside the kernel that reads it,
 * so this comes first.
 */
final class InputCheck {

    private final Map<String, TensorSpec> specs = new HashMap<>();
    /** Names of the free dimensions; inputs that share a name share the size. */
    private final Map<String, String[]> dimensionNames;

    InputCheck(List<TensorSpec> inputs, Map<String, String[]> dimensionNames) {
        inputs.forEach(spec -> specs.put(spec.name(), spec));
        this.dimensionNames = dimensionNames;
    }

    void check(List<Tensor> inputs) throws OnnxException {
        Set<String> given = new HashSet<>();
        for (Tensor input : inputs) {
            TensorSpec spec = specs.get(input.name());
            if (spec == null) {
                throw OnnxException.input("input " + input.name() + ": unknown (expected: one of " + sorted() + ")");
            }
            if (!given.add(input.name())) {
                throw OnnxException.input("input " + input.name() + ": given twice (expected: once)");
            }
            checkTensor(input, spec);
        }
        for (String name : specs.keySet()) {
            if (!given.contains(name)) {
                throw OnnxException.input("input " + name + ": missing (expected: " + sorted() + ")");
            }
        }
        if (inputs.size() > 1) {
            checkShared(inputs);
        }
    }

    private List<String> sorted() {
        return specs.keySet().stream().sorted().toList();
    }

    private static void checkTensor(Tensor input, TensorSpec spec) throws OnnxException {
        if (input.type() != spec.type()) {
            throw OnnxException.input(
                    "input " + input.name() + ": type " + input.type() + " (expected: " + spec.type() + ")");
        }
        long[] shape = input.shape();
        boolean fits = shape.length == spec.shape().size();
        for (int i = 0; fits && i < shape.length; i++) {
            long wanted = spec.shape().get(i);
            fits = wanted < 0 ? shape[i] >= 0 : shape[i] == wanted;
        }
        if (!fits) {
            throw OnnxException.input("input " + input.name() + ": shape " + Arrays.toString(shape) + " (expected: "
                    + spec.shape() + ", -1 is free)");
        }
    }

    private void checkShared(List<Tensor> inputs) throws OnnxException {
        Map<String, Tensor> first = new HashMap<>();
        Map<String, Long> sizes = new HashMap<>();
        for (Tensor input : inputs) {
            String[] names = dimensionNames.getOrDefault(input.name(), new String[0]);
            for (int i = 0; i < Math.min(names.length, input.shape().length); i++) {
                if (names[i] == null || names[i].isEmpty()) {
                    continue;
                }
                Long before = sizes.putIfAbsent(names[i], input.shape()[i]);
                Tensor other = first.putIfAbsent(names[i], input);
                if (before != null && other != null && before != input.shape()[i]) {
                    throw OnnxException.input("input " + input.name() + ": shape " + Arrays.toString(input.shape())
                            + " (expected: the same " + names[i] + " as input " + other.name() + " of shape "
                            + Arrays.toString(other.shape()) + ")");
                }
            }
        }
    }
}
