package io.gearshift.registry.onnx;

import io.gearshift.core.serve.TensorSpec;
import java.util.List;

/** What a model file itself says of its inputs and outputs, in its order. */
public record ModelSignature(List<TensorSpec> inputs, List<TensorSpec> outputs) {

    public ModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
