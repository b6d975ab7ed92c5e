package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gearshift.core.serve.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a {@code data} array, flat or nested as the shape says, straight into a direct buffer. Memory is taken before
 * the elements are seen, so a shape that promises more than the body can hold is refused first.
 */
final class JsonData {

    /** An element of JSON text and its comma. */
    private static final int LEAST_BYTES_PER_ELEMENT = 2;

    private static final int USUAL_STRING_BYTES = 16;

    private final JsonParser at;
    private final String label;
    private final DataType type;
    private final long[] shape;
    private final long elements;
    private final BufferScope scope;
    private ByteBuffer data;

    /** @param bodyBytes length of the JSON text, which bounds the number of elements */
    JsonData(JsonParser at, String label, DataType type, long[] shape, int bodyBytes, BufferScope scope) {
        this.at = at;
        this.label = label;
        this.type = type;
        this.shape = shape;
        this.elements = Shapes.elements(label, shape);
        this.scope = scope;
        if (type == DataType.FP16) {
            throw OipErrors.invalid(label + ": FP16 has no JSON form (expected: binary data, with the parameter "
                    + "binary_data_size and the header Inference-Header-Content-Length)");
        }
        if (elements > (long) bodyBytes / LEAST_BYTES_PER_ELEMENT + 1) {
            throw OipErrors.invalid(label + ": shape " + Shapes.text(shape) + " needs " + elements
                    + " elements, more than a body of " + bodyBytes + " bytes can hold");
        }
        long bytes = elements * (type == DataType.BYTES ? Integer.BYTES + USUAL_STRING_BYTES : type.size());
        if (bytes > Integer.MAX_VALUE) {
            throw OipErrors.invalid(label + ": " + bytes + " bytes of data (expected: less than 2 GiB)");
        }
        this.data = scope.take((int) bytes);
    }

    /** Elements row-major from position to limit. The parser stands at the array and is left at its end. */
    ByteBuffer read() throws IOException {
        OipJson.expect(JsonToken.START_ARRAY, at, label + ": data", "an array");
        long found = walk(type == DataType.BYTES ? this::putString : fixedSize());
        if (found != elements) {
            throw OipErrors.invalid(label + ": " + found + " elements (expected: " + elements + " for shape "
                    + Shapes.text(shape) + ")");
        }
        return data.flip();
    }

    private ElementReader fixedSize() {
        return ElementReader.of(type);
    }

    private boolean putString(JsonParser value, JsonToken token, ByteBuffer into) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            return false;
        }
        byte[] text = value.getText().getBytes(StandardCharsets.UTF_8);
        data = scope.grow(data, Integer.BYTES + text.length);
        data.putInt(text.length).put(text);
        return true;
    }

    /** Walks the array; elements lie all at depth 1 (flat) or all at the depth of the rank (nested). */
    private long walk(ElementReader reader) throws IOException {
        long[] counts = new long[shape.length + 2];
        int depth = 1;
        int leafDepth = 0;
        long n = 0;
        while (depth > 0) {
            JsonToken token = at.nextToken();
            if (token == JsonToken.START_ARRAY) {
                counts[depth]++;
                depth = open(depth, leafDepth);
                counts[depth] = 0;
            } else if (token == JsonToken.END_ARRAY) {
                boolean isFlat = leafDepth == 1 || (depth == 1 && counts[1] == 0);
                if (!isFlat) {
                    checkCount(depth, counts[depth]);
                }
                depth--;
            } else {
                leafDepth = checkLeaf(depth, leafDepth);
                put(reader, token, n++);
                counts[depth]++;
            }
        }
        return n;
    }

    private int open(int depth, int leafDepth) {
        if (leafDepth == depth) {
            throw OipErrors.invalid(label + ": data mixes arrays and elements at depth " + depth);
        }
        if (depth + 1 > shape.length) {
            throw OipErrors.invalid(label + ": data is nested " + (depth + 1) + " deep or more (expected: flat, or "
                    + shape.length + " deep for shape " + Shapes.text(shape) + ")");
        }
        return depth + 1;
    }

    private int checkLeaf(int depth, int leafDepth) throws IOException {
        if (leafDepth == depth) {
            return leafDepth;
        }
        if (at.currentToken() == null) {
            throw OipErrors.invalid("body: ends inside " + label + ": data");
        }
        if (leafDepth != 0 || (depth != 1 && depth != shape.length)) {
            throw OipErrors.invalid(label + ": data has an element at depth " + depth + " (expected: all flat, or all "
                    + shape.length + " deep for shape " + Shapes.text(shape) + ")");
        }
        return depth;
    }

    private void checkCount(int depth, long count) {
        if (count != shape[depth - 1]) {
            throw OipErrors.invalid(label + ": data has " + count + " entries in dimension " + (depth - 1)
                    + " (expected: " + shape[depth - 1] + " for shape " + Shapes.text(shape) + ")");
        }
    }

    private void put(ElementReader reader, JsonToken token, long index) throws IOException {
        if (index >= elements) {
            throw OipErrors.invalid(label + ": more than " + elements + " elements (expected: " + elements
                    + " for shape " + Shapes.text(shape) + ")");
        }
        if (!reader.put(at, token, data)) {
            throw OipErrors.invalid(label + ": element " + index + " is " + OipJson.found(at) + " (expected: "
                    + ElementReader.expected(type) + " for " + type + ")");
        }
    }
}
