package io.gearshift.registry.derive.split;

import io.gearshift.core.serve.DataType;
import java.util.List;

/**
 * A value inside a model, as it would be sent to another machine.
 *
 * @param shape -1 is a free dimension
 * @param bytes of one sample
 */
public record WireValue(String name, DataType type, List<Long> shape, long bytes) {

    public WireValue {
        shape = List.copyOf(shape);
    }
}
