package io.gearshift.core.serve;

import java.util.List;

/** Name, type and shape of a model's input or output; -1 is a free dimension. */
public record TensorSpec(String name, DataType type, List<Long> shape) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }
}
