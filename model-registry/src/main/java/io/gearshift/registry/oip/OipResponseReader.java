package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the answer of a server of the protocol, binary or JSON. */
public final class OipResponseReader extends MessageReader {

    private String model = "";
    private String id = "";
    private @Nullable List<TensorDraft> outputs;

    private OipResponseReader(ByteBuffer body, int headerBytes, BufferScope scope) {
        super(body, headerBytes, scope);
    }

    /**
     * Reads a response.
     *
     * @param body little-endian, position to limit; binary tensors become slices of it
     * @param headerBytes value of {@code Inference-Header-Content-Length}; -1 without the header
     * @throws io.gearshift.core.serve.InferenceException INVALID_INPUT for anything the protocol does not allow
     */
    public static OipResponse read(ByteBuffer body, int headerBytes, BufferScope scope) {
        OipResponseReader reader = new OipResponseReader(body, headerBytes, scope);
        reader.readMessage();
        return reader.finish();
    }

    @Override
    void readField(String field, JsonParser at) throws IOException {
        switch (field) {
            case "model_name" -> model = OipJson.text(at, "model_name");
            case "id" -> id = OipJson.text(at, "id");
            case "outputs" -> {
                if (outputs != null) {
                    throw OipErrors.invalid("outputs: given twice");
                }
                outputs = readTensors(at, "output");
            }
            default -> at.skipChildren();
        }
    }

    private OipResponse finish() {
        if (outputs == null) {
            throw OipErrors.invalid("body: no outputs (expected: an array of output tensors)");
        }
        return new OipResponse(model, id, fill(outputs));
    }
}
