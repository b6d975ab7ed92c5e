package io.gearshift.registry.remote;

import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Holds a remote's answer against the model's own outputs: a server that lies is a server that failed. */
final class AnswerCheck {

    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;

    AnswerCheck(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
    }

    /**
     * The outputs that were asked for, in that order.
     *
     * @param wanted names; empty means all
     * @throws IllegalArgumentException what is wrong with the answer
     */
    List<Tensor> check(List<Tensor> asked, List<String> wanted, List<Tensor> answered) {
        long batch = batch(asked);
        List<Tensor> checked = new ArrayList<>(outputs.size());
        for (String name : wanted.isEmpty() ? names() : wanted) {
            TensorSpec spec = outputs.stream()
                    .filter(output -> output.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("output '" + name + "' is not the model's"));
            Tensor tensor = find(answered, name)
                    .orElseThrow(() -> new IllegalArgumentException("output '" + name + "' is missing"));
            checkOne(spec, tensor, batch);
            checked.add(tensor);
        }
        return checked;
    }

    private List<String> names() {
        return outputs.stream().map(TensorSpec::name).toList();
    }

    private static Optional<Tensor> find(List<Tensor> tensors, String name) {
        return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    private static void checkOne(TensorSpec spec, Tensor tensor, long batch) {
        String output = "output '" + spec.name() + "' is ";
        if (tensor.type() != spec.type()) {
            throw new IllegalArgumentException(output + tensor.type() + " (expected: " + spec.type() + ")");
        }
        List<Long> expected = new ArrayList<>(spec.shape());
        if (batch >= 0 && !expected.isEmpty() && expected.get(0) < 0) {
            expected.set(0, batch);
        }
        long[] shape = tensor.shape();
        boolean isFit = shape.length == expected.size();
        for (int i = 0; isFit && i < shape.length; i++) {
            isFit = expected.get(i) < 0 || expected.get(i) == shape[i];
        }
        if (!isFit) {
            throw new IllegalArgumentException(
                    output + "of shape " + Arrays.toString(shape) + " (expected: " + expected + ")");
        }
    }

    /**
     * The number of items asked about, which every output must answer: known when the first dimension of every input and
     * output is free and all inputs agree on it. Else -1, and free dimensions are not checked.
     */
    private long batch(List<Tensor> asked) {
        boolean isBatched = !asked.isEmpty()
                && inputs.stream().allMatch(AnswerCheck::isFreeFirst)
                && outputs.stream().allMatch(AnswerCheck::isFreeFirst);
        if (!isBatched || asked.get(0).shape().length == 0) {
            return -1;
        }
        long first = asked.get(0).shape()[0];
        return asked.stream().allMatch(t -> t.shape().length > 0 && t.shape()[0] == first) ? first : -1;
    }

    private static boolean isFreeFirst(TensorSpec spec) {
        return !spec.shape().isEmpty() && spec.shape().get(0) < 0;
    }
}
