package io.gearshift.registry.derive.split;

import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.RunOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Head and tail, one after the other.
 *
 * @param head loaded
 * @param tail loaded
 */
public record Joined(OnnxSession head, OnnxSession tail) {

    /** What the head takes of the whole's inputs. */
    public List<Tensor> ofHead(List<Tensor> inputs) {
        return taken(head, inputs);
    }

    /** What the tail takes: some of the whole's inputs and of the head's outputs. */
    public List<Tensor> ofTail(List<Tensor> inputs, List<Tensor> headOutputs) {
        return taken(tail, Stream.concat(inputs.stream(), headOutputs.stream()).toList());
    }

    private static List<Tensor> taken(OnnxSession part, List<Tensor> tensors) {
        Map<String, Tensor> byName =
                tensors.stream().collect(Collectors.toMap(Tensor::name, Function.identity(), (a, b) -> b));
        return part.inputs().stream()
                .map(TensorSpec::name)
                .map(name -> required(byName, name))
                .toList();
    }

    private static Tensor required(Map<String, Tensor> byName, String name) {
        Tensor tensor = byName.get(name);
        if (tensor == null) {
            throw new IllegalStateException(name + ": not on the wire");
        }
        return tensor;
    }

    /** The answers of both, those of the head first; what only the tail needs among them. */
    public RunOutput run(List<Tensor> inputs) throws OnnxException {
        RunOutput given = head.run(ofHead(inputs), List.of());
        try {
            RunOutput rest = tail.run(ofTail(inputs, given.outputs()), List.of());
            List<Tensor> all = Stream.concat(given.outputs().stream(), rest.outputs().stream())
                    .toList();
            return new RunOutput(all, () -> {
                rest.close();
                given.close();
            });
        } catch (OnnxException | RuntimeException e) {
            given.close();
            throw e;
        }
    }

    /** Whether both together answer as the whole, bit for bit. */
    public boolean isSame(OnnxSession whole, List<Tensor> inputs) throws OnnxException {
        try (RunOutput expected = whole.run(inputs, List.of());
                RunOutput actual = run(inputs)) {
            return expected.outputs().stream()
                    .allMatch(output -> actual.outputs().stream().anyMatch(other -> isSame(output, other)));
        }
    }

    private static boolean isSame(Tensor a, Tensor b) {
        return a.name().equals(b.name())
                && a.type() == b.type()
                && Arrays.equals(a.shape(), b.shape())
                && a.data().equals(b.data());
    }
}
