package io.gearshift.registry.gear;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.InferenceException.Kind;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds a request against a model's signature. The runtime itself finds a missing input only inside a kernel. A good
 * request costs no allocation.
 */
final class SignatureCheck {

    private final String model;
    private final List<TensorSpec> inputs;
    private final List<String> inputNames;
    private final List<String> outputNames;
    private final boolean isBatched;

    SignatureCheck(String model, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this.model = model;
        this.inputs = List.copyOf(inputs);
        this.inputNames = inputs.stream().map(TensorSpec::name).toList();
        this.outputNames = outputs.stream().map(TensorSpec::name).toList();
        this.isBatched = inputs.size() > 1
                && inputs.stream()
                        .allMatch(
                                spec -> !spec.shape().isEmpty() && spec.shape().get(0) < 0);
    }

    /**
     * Names of the outputs to give, in order.
     *
     * @throws InferenceException INVALID_INPUT with all that is wrong
     */
    List<String> check(InferenceRequest request) {
        List<String> problems = checkInputs(request.inputs());
        List<String> wanted = request.outputs();
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.get(i);
            if (!outputNames.contains(name)) {
                problems =
                        add(problems, "no output '" + Names.shown(name) + "' (" + Names.hint(name, outputNames) + ")");
            } else if (wanted.indexOf(name) != i) {
                problems = add(problems, "output '" + name + "': asked for twice");
            }
        }
        if (problems != null) {
            throw invalid(String.join("; ", problems));
        }
        return wanted.isEmpty() ? outputNames : wanted;
    }

    private @Nullable List<String> checkInputs(List<Tensor> given) {
        List<String> problems = null;
        for (int i = 0; i < given.size(); i++) {
            Tensor tensor = given.get(i);
            int at = inputNames.indexOf(tensor.name());
            String problem = at < 0
                    ? "no input '" + Names.shown(tensor.name()) + "' (" + Names.hint(tensor.name(), inputNames) + ")"
                    : isDuplicate(given, i)
                            ? "input '" + tensor.name() + "': given twice"
                            : fault(inputs.get(at), tensor);
            problems = problem == null ? problems : add(problems, problem);
        }
        for (int i = 0; i < inputNames.size(); i++) {
            if (find(given, inputNames.get(i)) < 0) {
                problems = add(
                        problems,
                        "input '" + inputNames.get(i) + "': missing (expected: " + described(inputs.get(i)) + ")");
            }
        }
        if (problems == null && isBatched) {
            problems = checkBatch(given);
        }
        return problems;
    }

    private @Nullable List<String> checkBatch(List<Tensor> given) {
        Tensor first = given.get(0);
        for (int i = 1; i < given.size(); i++) {
            Tensor tensor = given.get(i);
            if (tensor.shape()[0] != first.shape()[0]) {
                return add(
                        null,
                        "input '" + tensor.name() + "': shape " + Arrays.toString(tensor.shape())
                                + " (expected: first dimension " + first.shape()[0] + " as of input '" + first.name()
                                + "')");
            }
        }
        return null;
    }

    private static @Nullable String fault(TensorSpec spec, Tensor tensor) {
        if (tensor.type() != spec.type()) {
            return "input '" + spec.name() + "': type " + tensor.type() + " (expected: " + spec.type() + ")";
        }
        long[] shape = tensor.shape();
        List<Long> expected = spec.shape();
        boolean isFit = shape.length == expected.size();
        for (int i = 0; isFit && i < shape.length; i++) {
            long wanted = expected.get(i);
            isFit = wanted < 0 ? shape[i] > 0 : shape[i] == wanted;
        }
        return isFit
                ? null
                : "input '" + spec.name() + "': shape " + Arrays.toString(shape) + " (expected: " + expected
                        + (expected.contains(-1L) ? ", -1 is any size from 1)" : ")");
    }

    private static boolean isDuplicate(List<Tensor> given, int at) {
        return find(given, given.get(at).name()) != at;
    }

    private static int find(List<Tensor> tensors, String name) {
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static String described(TensorSpec spec) {
        return spec.type() + " " + spec.shape();
    }

    InferenceException invalid(String problem) {
        return new InferenceException(Kind.INVALID_INPUT, "model '" + model + "': " + problem);
    }

    private static List<String> add(@Nullable List<String> problems, String problem) {
        List<String> all = problems == null ? new ArrayList<>(2) : problems;
        all.add(problem);
        return all;
    }
}
