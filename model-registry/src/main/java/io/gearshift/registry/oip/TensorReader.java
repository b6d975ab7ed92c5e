package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gearshift.core.serve.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of {@code inputs} or {@code outputs}. Keys may come in any order: when {@code data} stands before the
 * type or the shape it is passed over and read from the body a second time.
 */
final class TensorReader {

    private final ByteBuffer json;
    private final boolean hasBinarySection;
    private final BufferScope scope;
    private final String noun;

    private String label = "";
    private @Nullable String name;
    private @Nullable DataType type;
    private long @Nullable [] shape;
    private Parameters parameters = Parameters.NONE;
    private @Nullable ByteBuffer data;
    private long dataOffset;

    /**
     * @param json the JSON text, position to limit
     * @param noun {@code input} or {@code output}
     */
    TensorReader(ByteBuffer json, boolean hasBinarySection, String noun, BufferScope scope) {
        this.json = json;
        this.hasBinarySection = hasBinarySection;
        this.noun = noun;
        this.scope = scope;
    }

    /** @param index place in the list */
    TensorDraft read(JsonParser at, int index) throws IOException {
        reset(index);
        OipJson.expect(JsonToken.START_OBJECT, at, label, "an object");
        while (at.nextToken() != JsonToken.END_OBJECT) {
            String field = at.currentName();
            at.nextToken();
            readField(field, at);
        }
        return finish();
    }

    private void reset(int index) {
        label = noun + "s[" + index + "]";
        name = null;
        type = null;
        shape = null;
        parameters = Parameters.NONE;
        data = null;
        dataOffset = -1;
    }

    private void readField(String field, JsonParser at) throws IOException {
        switch (field) {
            case "name" -> {
                name = OipJson.text(at, label + ": name");
                label = noun + " '" + OipErrors.shown(name) + "'";
            }
            case "datatype" -> type = type(OipJson.text(at, label + ": datatype"));
            case "shape" -> shape = Shapes.read(at, label);
            case "parameters" -> parameters = Parameters.read(at, label);
            case "data" -> readData(at);
            default -> at.skipChildren();
        }
    }

    private DataType type(String text) {
        return DataType.parse(text)
                .orElseThrow(() -> OipErrors.invalid(label + ": datatype \"" + OipErrors.shown(text)
                        + "\" (expected: one of " + Arrays.toString(DataType.values()) + ")"));
    }

    private void readData(JsonParser at) throws IOException {
        if (data != null || dataOffset >= 0) {
            throw OipErrors.invalid(label + ": data is given twice");
        }
        if (type != null && shape != null && name != null) {
            data = new JsonData(at, label, type, shape, json.remaining(), scope).read();
        } else {
            dataOffset = at.currentTokenLocation().getByteOffset();
            at.skipChildren();
        }
    }

    private TensorDraft finish() throws IOException {
        String tensorName = needed(name, "name");
        DataType tensorType = needed(type, "datatype");
        long[] tensorShape = needed(shape, "shape");
        parameters.refuse("shared_memory_region", "shared memory is not offered (expected: data in the message)");
        int binaryBytes = parameters.bytes("binary_data_size");
        boolean hasData = data != null || dataOffset >= 0;
        checkOneSource(binaryBytes >= 0, hasData);
        if (dataOffset >= 0) {
            data = readLate(tensorType, tensorShape);
        }
        return new TensorDraft(label, tensorName, tensorType, tensorShape, data, binaryBytes);
    }

    private <T> T needed(@Nullable T value, String field) {
        if (value == null) {
            throw OipErrors.invalid(label + ": no " + field + " (expected: name, datatype, shape, and data or the "
                    + "parameter binary_data_size)");
        }
        return value;
    }

    private void checkOneSource(boolean isBinary, boolean hasData) {
        if (isBinary && hasData) {
            throw OipErrors.invalid(label + ": both data and binary_data_size (expected: one of them)");
        }
        if (!isBinary && !hasData) {
            throw OipErrors.invalid(
                    label + ": neither data nor the parameter binary_data_size (expected: one of them)");
        }
        if (isBinary && !hasBinarySection) {
            throw OipErrors.invalid(label + ": binary_data_size without the header Inference-Header-Content-Length "
                    + "(expected: the header, with the length of the JSON part)");
        }
    }

    private ByteBuffer readLate(DataType tensorType, long[] tensorShape) throws IOException {
        ByteBuffer rest = json.duplicate();
        rest.position(json.position() + (int) dataOffset);
        try (JsonParser again = OipJson.parser(rest)) {
            again.nextToken();
            return new JsonData(again, label, tensorType, tensorShape, json.remaining(), scope).read();
        }
    }
}
