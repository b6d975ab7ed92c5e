package io.gearshift.registry.oip;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts tensors out of the bytes behind the JSON part. A tensor is a slice of the body, not a copy, unless it would lie
 * misaligned for its element type: the runtime's kernels assume aligned elements, which x86 forgives and some ARM
 * instructions do not, so such a tensor is copied. The reader of a body can avoid that for the first tensor by placing
 * the body so that its binary section starts at a multiple of 8 (see {@link #padding}).
 */
final class BinarySection {

    private static final int ALIGNMENT = 8;

    private final ByteBuffer rest;
    private final BufferScope scope;

    /** @param bytes the section, position to limit */
    BinarySection(ByteBuffer bytes, BufferScope scope) {
        this.rest = bytes.duplicate();
        this.scope = scope;
    }

    /** Bytes to leave before a message whose JSON part has this length, so that its first tensor lies aligned. */
    static int padding(int headerBytes) {
        return -headerBytes & (ALIGNMENT - 1);
    }

    List<Tensor> fill(List<TensorDraft> drafts) {
        List<Tensor> tensors = new ArrayList<>(drafts.size());
        for (TensorDraft draft : drafts) {
            ByteBuffer data = draft.data();
            tensors.add(draft.with(data == null ? cut(draft) : data));
        }
        if (rest.hasRemaining()) {
            throw OipErrors.invalid("body: " + rest.remaining() + " bytes after the last tensor (expected: "
                    + "binary_data_size of all tensors to add up to the binary section)");
        }
        return tensors;
    }

    private ByteBuffer cut(TensorDraft draft) {
        int bytes = draft.binaryBytes();
        if (bytes > rest.remaining()) {
            throw OipErrors.invalid(draft.label() + ": binary_data_size " + bytes + ", but the body has "
                    + rest.remaining() + " bytes left");
        }
        checkSize(draft);
        ByteBuffer slice = rest.slice(rest.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
        rest.position(rest.position() + bytes);
        if (draft.type() == DataType.BYTES) {
            BytesElements.check(draft.label(), slice, Shapes.elements(draft.label(), draft.shape()));
            return slice;
        }
        return isAligned(slice, draft.type())
                ? slice
                : scope.take(bytes).put(slice).flip();
    }

    private static boolean isAligned(ByteBuffer slice, DataType type) {
        return !slice.isDirect() || slice.alignmentOffset(0, type.size()) == 0;
    }

    private static void checkSize(TensorDraft draft) {
        long elements = Shapes.elements(draft.label(), draft.shape());
        int size = draft.type().size();
        if (size > 0 && elements * size != draft.binaryBytes()) {
            throw OipErrors.invalid(draft.label() + ": binary_data_size " + draft.binaryBytes() + " (expected: "
                    + elements * size + " for shape " + Shapes.text(draft.shape()) + " of " + draft.type() + ")");
        }
    }
}
