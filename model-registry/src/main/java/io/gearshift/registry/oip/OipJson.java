package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Jackson as the protocol needs it: fast numbers, bounded nesting, strict syntax but for NaN and Infinity. */
final class OipJson {

    /** Tensors have at most a handful of dimensions; deeper nesting is an attack or a mistake. */
    private static final int MAX_DEPTH = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private OipJson() {}

    static JsonParser parser(ByteBuffer json) throws IOException {
        return FACTORY.createParser(new ByteBufferInput(json));
    }

    static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out);
    }

    /** The value at the parser for an error message: an excerpt, or the kind of a structure. */
    static String found(JsonParser at) throws IOException {
        JsonToken token = at.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "\"" + OipErrors.shown(at.getText()) + "\"";
            default -> OipErrors.shown(at.getText());
        };
    }

    static String text(JsonParser at, String what) throws IOException {
        if (at.currentToken() != JsonToken.VALUE_STRING) {
            throw OipErrors.invalid(what + ": " + found(at) + " (expected: a string)");
        }
        return at.getText();
    }

    static void expect(JsonToken token, JsonParser at, String what, String expected) throws IOException {
        if (at.currentToken() != token) {
            throw OipErrors.invalid(what + ": " + found(at) + " (expected: " + expected + ")");
        }
    }
}
