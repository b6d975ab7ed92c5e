package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gearshift.core.serve.InferenceRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /v2/models/{model}/infer}. */
public final class OipRequestReader extends MessageReader {

    private String id = "";
    private Parameters parameters = Parameters.NONE;
    private @Nullable List<TensorDraft> inputs;
    private final List<String> outputs = new ArrayList<>(2);
    private final Map<String, Boolean> binaryByOutput = new HashMap<>();

    private OipRequestReader(ByteBuffer body, int headerBytes, BufferScope scope) {
        super(body, headerBytes, scope);
    }

    /**
     * Reads a request. Binary tensors are slices of {@code body}, JSON numbers go to buffers of {@code scope}: both must
     * live until the answer is there. Whether the inputs are those of the model is for the ModelServer to say.
     *
     * @param body direct and little-endian, position to limit
     * @param headerBytes value of {@code Inference-Header-Content-Length}; -1 without the header
     * @throws io.gearshift.core.serve.InferenceException INVALID_INPUT for anything the protocol does not allow
     */
    public static OipRequest read(String model, ByteBuffer body, int headerBytes, BufferScope scope) {
        OipRequestReader reader = new OipRequestReader(body, headerBytes, scope);
        reader.readMessage();
        return reader.finish(model);
    }

    /** Bytes to leave free before such a body in its buffer, so that its first binary tensor lies aligned. */
    public static int padding(int headerBytes) {
        return headerBytes < 0 ? 0 : BinarySection.padding(headerBytes);
    }

    @Override
    void readField(String field, JsonParser at) throws IOException {
        switch (field) {
            case "id" -> id = OipJson.text(at, "id");
            case "parameters" -> parameters = Parameters.read(at, "");
            case "inputs" -> {
                if (inputs != null) {
                    throw OipErrors.invalid("inputs: given twice");
                }
                inputs = readTensors(at, "input");
            }
            case "outputs" -> readOutputs(at);
            default -> at.skipChildren();
        }
    }

    private void readOutputs(JsonParser at) throws IOException {
        OipJson.expect(JsonToken.START_ARRAY, at, "outputs", "an array of objects");
        while (at.nextToken() != JsonToken.END_ARRAY) {
            readOutput(at, "outputs[" + outputs.size() + "]");
        }
    }

    private void readOutput(JsonParser at, String place) throws IOException {
        OipJson.expect(JsonToken.START_OBJECT, at, place, "an object");
        String name = null;
        Parameters own = Parameters.NONE;
        while (at.nextToken() != JsonToken.END_OBJECT) {
            String field = at.currentName();
            at.nextToken();
            switch (field) {
                case "name" -> name = OipJson.text(at, place + ": name");
                case "parameters" -> own = Parameters.read(at, place);
                default -> at.skipChildren();
            }
        }
        if (name == null) {
            throw OipErrors.invalid(place + ": no name (expected: the name of an output)");
        }
        if (outputs.contains(name)) {
            throw OipErrors.invalid("output '" + OipErrors.shown(name) + "': asked for twice");
        }
        outputs.add(name);
        own.refuse("shared_memory_region", "shared memory is not offered (expected: no such parameter)");
        own.refuse("classification", "not offered (expected: no such parameter; sort the scores at the client)");
        Boolean isBinary = own.flag("binary_data");
        if (isBinary != null) {
            binaryByOutput.put(name, isBinary);
        }
    }

    private OipRequest finish(String model) {
        if (inputs == null) {
            throw OipErrors.invalid("body: no inputs (expected: an array of input tensors)");
        }
        Double latencyMs = parameters.number(
                "latency_slo_ms", Double.MIN_VALUE, Double.MAX_VALUE, "a number of milliseconds, more than 0");
        Double minAccuracy = parameters.number("min_accuracy", 0, 1, "a number 0..1");
        boolean isPrivate = Boolean.TRUE.equals(parameters.flag("private"));
        boolean isBinary = Boolean.TRUE.equals(parameters.flag("binary_data_output"));
        InferenceRequest request =
                new InferenceRequest(model, id, fill(inputs), outputs, latencyMs, minAccuracy, isPrivate);
        return new OipRequest(request, new BinaryOutputs(isBinary, binaryByOutput));
    }
}
