package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gearshift.core.serve.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the JSON part and behind it the binary tensors. Little ones are copied to one piece with the JSON, so that
 * their owner is free at once and the socket gets one write; larger ones are passed on as they are.
 */
final class MessageWriter {

    /** Copying this much costs a few microseconds, less than a second piece for the socket. */
    private static final int COPIED_BYTES = 64 * 1024;

    private static final int USUAL_JSON_BYTES = 4096;

    /** Writes the fields of the message. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private MessageWriter() {}

    static OipMessage write(Fields fields, List<Tensor> binary, BufferScope scope) {
        ScopedOutput out = new ScopedOutput(scope, USUAL_JSON_BYTES);
        try (JsonGenerator json = OipJson.generator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (binary.isEmpty()) {
            return new OipMessage(-1, List.of(out.finish()), false);
        }
        align(out);
        return append(binary, out);
    }

    /** Blanks after the JSON put the first tensor at a multiple of 8, so that its reader need not copy it. */
    private static void align(ScopedOutput out) {
        for (int blanks = BinarySection.padding(out.size()); blanks > 0; blanks--) {
            out.write(' ');
        }
    }

    private static OipMessage append(List<Tensor> binary, ScopedOutput out) {
        int headerBytes = out.size();
        long bytes = 0;
        for (Tensor tensor : binary) {
            bytes += tensor.data().remaining();
        }
        if (bytes <= COPIED_BYTES) {
            binary.forEach(tensor -> out.write(tensor.data()));
            return new OipMessage(headerBytes, List.of(out.finish()), false);
        }
        List<ByteBuffer> parts = new ArrayList<>(binary.size() + 1);
        parts.add(out.finish());
        binary.forEach(tensor -> parts.add(tensor.data().duplicate()));
        return new OipMessage(headerBytes, parts, true);
    }
}
