package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gearshift.core.serve.InferenceResult;
import io.gearshift.core.serve.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes the answer to an inference request. */
public final class OipResponseWriter {

    private OipResponseWriter() {}

    /**
     * Writes a response that names the gear in its parameters.
     *
     * @param id the request's id, echoed; empty writes none
     * @param version version of the model, as asked for
     * @throws io.gearshift.core.serve.InferenceException INVALID_INPUT when an output cannot be written as JSON
     */
    public static OipMessage write(
            InferenceResult result, String id, String version, BinaryOutputs binaryOutputs, BufferScope scope) {
        List<Tensor> binary = new ArrayList<>(result.outputs().size());
        for (Tensor output : result.outputs()) {
            if (binaryOutputs.isBinary(output.name())) {
                binary.add(output);
            }
        }
        return MessageWriter.write(json -> writeFields(json, result, id, version, binaryOutputs), binary, scope);
    }

    private static void writeFields(
            JsonGenerator json, InferenceResult result, String id, String version, BinaryOutputs binaryOutputs)
            throws IOException {
        json.writeStringField("model_name", result.model());
        json.writeStringField("model_version", version);
        if (!id.isEmpty()) {
            json.writeStringField("id", id);
        }
        writeParameters(json, result);
        json.writeArrayFieldStart("outputs");
        for (Tensor output : result.outputs()) {
            if (binaryOutputs.isBinary(output.name())) {
                TensorWriter.writeBinary(json, output);
            } else {
                TensorWriter.writeJson(json, output);
            }
        }
        json.writeEndArray();
    }

    private static void writeParameters(JsonGenerator json, InferenceResult result) throws IOException {
        json.writeObjectFieldStart("parameters");
        json.writeStringField("gearshift_variant", result.variant());
        json.writeStringField("gearshift_provider", result.provider());
        json.writeStringField("gearshift_decision", result.decision());
        if (result.isFallback()) {
            json.writeBooleanField("gearshift_fallback", true);
        }
        json.writeEndObject();
    }
}
