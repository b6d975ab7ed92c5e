package io.gearshift.registry.oip;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Elements of BYTES tensors: each a little-endian uint32 length and that many bytes. */
public final class BytesElements {

    private BytesElements() {}

    /** A tensor of texts, each UTF-8. */
    public static Tensor tensor(String name, long[] shape, List<String> texts) {
        List<byte[]> encoded = new ArrayList<>(texts.size());
        int bytes = 0;
        for (String text : texts) {
            byte[] element = text.getBytes(StandardCharsets.UTF_8);
            encoded.add(element);
            bytes = Math.addExact(bytes, Integer.BYTES + element.length);
        }
        ByteBuffer data = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        encoded.forEach(element -> data.putInt(element.length).put(element));
        return new Tensor(name, DataType.BYTES, shape, data.flip());
    }

    /** The elements, each a view of the tensor's buffer; throws InferenceException when a length does not fit. */
    public static List<ByteBuffer> split(Tensor tensor) {
        List<ByteBuffer> elements = new ArrayList<>();
        ByteBuffer rest = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (rest.hasRemaining()) {
            int length = nextLength(tensor.name(), rest, elements.size());
            elements.add(rest.slice(rest.position(), length));
            rest.position(rest.position() + length);
        }
        return elements;
    }

    static void check(String label, ByteBuffer data, long expected) {
        ByteBuffer rest = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long found = 0;
        while (rest.hasRemaining()) {
            int length = nextLength(label, rest, found++);
            rest.position(rest.position() + length);
        }
        if (found != expected) {
            throw OipErrors.invalid(label + ": " + found + " BYTES elements (expected: " + expected + ")");
        }
    }

    private static int nextLength(String label, ByteBuffer rest, long index) {
        if (rest.remaining() < Integer.BYTES) {
            throw OipErrors.invalid(label + ": element " + index + " has " + rest.remaining()
                    + " bytes left for its length (expected: 4)");
        }
        int length = rest.getInt();
        if (length < 0 || length > rest.remaining()) {
            throw OipErrors.invalid(label + ": element " + index + " claims " + Integer.toUnsignedString(length)
                    + " bytes, but " + rest.remaining() + " are left");
        }
        return length;
    }
}
