package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gearshift.core.serve.InferenceRequest;
import io.gearshift.core.serve.Tensor;
import java.io.IOException;

/** Writes an inference request: all inputs binary, all outputs asked for as binary. */
public final class OipRequestWriter {

    private OipRequestWriter() {}

    /** The parts may be the inputs' own buffers: see {@link OipMessage#holdsTensors}. */
    public static OipMessage write(InferenceRequest request, BufferScope scope) {
        return MessageWriter.write(json -> writeFields(json, request), request.inputs(), scope);
    }

    private static void writeFields(JsonGenerator json, InferenceRequest request) throws IOException {
        if (!request.id().isEmpty()) {
            json.writeStringField("id", request.id());
        }
        writeParameters(json, request);
        json.writeArrayFieldStart("inputs");
        for (Tensor input : request.inputs()) {
            TensorWriter.writeBinary(json, input);
        }
        json.writeEndArray();
        if (!request.outputs().isEmpty()) {
            writeOutputs(json, request);
        }
    }

    private static void writeParameters(JsonGenerator json, InferenceRequest request) throws IOException {
        Double latencyMs = request.latencyObjectiveMs();
        Double minAccuracy = request.minAccuracy();
        json.writeObjectFieldStart("parameters");
        json.writeBooleanField("binary_data_output", true);
        if (latencyMs != null) {
            json.writeNumberField("latency_slo_ms", latencyMs);
        }
        if (minAccuracy != null) {
            json.writeNumberField("min_accuracy", minAccuracy);
        }
        if (request.isPrivate()) {
            json.writeBooleanField("private", true);
        }
        json.writeEndObject();
    }

    private static void writeOutputs(JsonGenerator json, InferenceRequest request) throws IOException {
        json.writeArrayFieldStart("outputs");
        for (String name : request.outputs()) {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeObjectFieldStart("parameters");
            json.writeBooleanField("binary_data", true);
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
