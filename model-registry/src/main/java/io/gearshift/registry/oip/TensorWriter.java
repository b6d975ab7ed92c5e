package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a tensor's JSON object. JSON has no number for NaN and the infinities: they are written as the strings
 * {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}, as protobuf's JSON mapping does, and read so too.
 */
final class TensorWriter {

    private TensorWriter() {}

    static void writeBinary(JsonGenerator json, Tensor tensor) throws IOException {
        start(json, tensor);
        json.writeObjectFieldStart("parameters");
        json.writeNumberField("binary_data_size", tensor.data().remaining());
        json.writeEndObject();
        json.writeEndObject();
    }

    static void writeJson(JsonGenerator json, Tensor tensor) throws IOException {
        start(json, tensor);
        json.writeArrayFieldStart("data");
        writeElements(json, tensor);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void start(JsonGenerator json, Tensor tensor) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", tensor.name());
        json.writeFieldName("shape");
        json.writeArray(tensor.shape(), 0, tensor.shape().length);
        json.writeStringField("datatype", tensor.type().name());
    }

    private static void writeElements(JsonGenerator json, Tensor tensor) throws IOException {
        ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.type()) {
            case BYTES -> writeTexts(json, tensor);
            case FP16 -> throw noJsonForm(tensor);
            case BOOL -> {
                while (data.hasRemaining()) {
                    json.writeBoolean(data.get() != 0);
                }
            }
            case UINT8 -> {
                while (data.hasRemaining()) {
                    json.writeNumber(data.get() & 0xff);
                }
            }
            case INT8 -> {
                while (data.hasRemaining()) {
                    json.writeNumber(data.get());
                }
            }
            case INT32 -> {
                while (data.hasRemaining()) {
                    json.writeNumber(data.getInt());
                }
            }
            case INT64 -> {
                while (data.hasRemaining()) {
                    json.writeNumber(data.getLong());
                }
            }
            case FP32 -> {
                while (data.hasRemaining()) {
                    json.writeNumber(data.getFloat());
                }
            }
            case FP64 -> {
                while (data.hasRemaining()) {
                    json.writeNumber(data.getDouble());
                }
            }
        }
    }

    private static void writeTexts(JsonGenerator json, Tensor tensor) throws IOException {
        for (ByteBuffer element : BytesElements.split(tensor)) {
            try {
                json.writeString(
                        StandardCharsets.UTF_8.newDecoder().decode(element).toString());
            } catch (CharacterCodingException e) {
                throw new InferenceException(
                        InferenceException.Kind.INVALID_INPUT,
                        "output '" + tensor.name() + "': has bytes that are not UTF-8 text, which JSON cannot carry "
                                + "(ask for it as binary: parameter binary_data of the output)",
                        e);
            }
        }
    }

    private static InferenceException noJsonForm(Tensor tensor) {
        return OipErrors.invalid("output '" + tensor.name() + "': FP16 has no JSON form (ask for it as binary: "
                + "parameter binary_data of the output, or binary_data_output of the request)");
    }
}
