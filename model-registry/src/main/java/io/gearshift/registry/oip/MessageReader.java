package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.gearshift.core.serve.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What requests and responses share: one JSON object, lists of tensors in it, and a binary section behind it. */
abstract class MessageReader {

    /** Models have a handful; the bound keeps a hostile list short. */
    private static final int MAX_TENSORS = 1024;

    private final ByteBuffer body;
    private final int headerBytes;
    private final BufferScope scope;
    private final ByteBuffer json;

    /**
     * @param body the whole message, position to limit
     * @param headerBytes length of the JSON part; -1 when the message is all JSON
     */
    MessageReader(ByteBuffer body, int headerBytes, BufferScope scope) {
        if (headerBytes > body.remaining()) {
            throw OipErrors.invalid("Inference-Header-Content-Length: " + headerBytes
                    + " (expected: at most the body's " + body.remaining() + " bytes)");
        }
        this.body = body;
        this.headerBytes = headerBytes;
        this.scope = scope;
        this.json = body.duplicate();
        if (headerBytes >= 0) {
            json.limit(body.position() + headerBytes);
        }
    }

    /** Reads one field of the message; the parser stands at its value. */
    abstract void readField(String field, JsonParser at) throws IOException;

    void readMessage() {
        if (!json.hasRemaining()) {
            throw OipErrors.invalid("body: empty (expected: a JSON object with inputs)");
        }
        try (JsonParser at = OipJson.parser(json)) {
            at.nextToken();
            OipJson.expect(JsonToken.START_OBJECT, at, "body", "a JSON object");
            while (at.nextToken() != JsonToken.END_OBJECT) {
                String field = at.currentName();
                at.nextToken();
                readField(field, at);
            }
            if (at.nextToken() != null) {
                throw OipErrors.invalid("body: " + OipJson.found(at) + " after the JSON object (expected: its end)");
            }
        } catch (JsonProcessingException e) {
            throw OipErrors.notJson(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<TensorDraft> readTensors(JsonParser at, String noun) throws IOException {
        OipJson.expect(JsonToken.START_ARRAY, at, noun + "s", "an array of objects");
        TensorReader reader = new TensorReader(json, headerBytes >= 0, noun, scope);
        List<TensorDraft> drafts = new ArrayList<>(2);
        Set<String> names = new HashSet<>();
        while (at.nextToken() != JsonToken.END_ARRAY) {
            if (drafts.size() == MAX_TENSORS) {
                throw OipErrors.invalid(noun + "s: more than " + MAX_TENSORS + " (expected: at most that many)");
            }
            TensorDraft draft = reader.read(at, drafts.size());
            if (!names.add(draft.name())) {
                throw OipErrors.invalid(draft.label() + ": given twice");
            }
            drafts.add(draft);
        }
        return drafts;
    }

    /** Cuts what is left from the binary section, in the order of the list. */
    List<Tensor> fill(List<TensorDraft> drafts) {
        ByteBuffer rest = body.duplicate();
        rest.position(headerBytes < 0 ? body.limit() : body.position() + headerBytes);
        return new BinarySection(rest, scope).fill(drafts);
    }
}
