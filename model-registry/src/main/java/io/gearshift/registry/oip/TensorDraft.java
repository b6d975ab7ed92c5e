package io.gearshift.registry.oip;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An input or output as its JSON object states it; its data may still lie in the binary section.
 *
 * @param label {@code input 'image'}, for errors
 * @param data null while it must be cut from the binary section
 * @param binaryBytes length in the binary section; -1 when the data stood in the JSON
 */
record TensorDraft(
        String label,
        String name,
        DataType type,
        long[] shape,
        @Nullable ByteBuffer data,
        int binaryBytes) {

    Tensor with(ByteBuffer elements) {
        return new Tensor(name, type, shape, elements);
    }
}
