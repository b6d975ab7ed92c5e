package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gearshift.core.serve.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.DoubleConsumer;

/** Puts one JSON value of a fixed-size type into a buffer; answers false when the value is not of the type. */
@FunctionalInterface
interface ElementReader {

    boolean put(JsonParser at, JsonToken token, ByteBuffer into) throws IOException;

    static ElementReader of(DataType type) {
        return switch (type) {
            case BOOL -> ElementReader::bool;
            case UINT8 -> (at, token, into) -> small(at, token, into, 0, 255);
            case INT8 -> (at, token, into) -> small(at, token, into, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT32 -> ElementReader::int32;
            case INT64 -> ElementReader::int64;
            case FP32 -> ElementReader::fp32;
            case FP64 -> ElementReader::fp64;
            case FP16, BYTES -> throw new IllegalArgumentException(type + " (expected: a type of fixed size in JSON)");
        };
    }

    /** What JSON values of the type look like. */
    static String expected(DataType type) {
        return switch (type) {
            case BOOL -> "true or false";
            case UINT8 -> "an integer 0..255";
            case INT8 -> "an integer -128..127";
            case INT32 -> "an integer of 32 bits";
            case INT64 -> "an integer of 64 bits";
            case FP16, FP32, FP64 -> "a number in the range of " + type;
            case BYTES -> "a string";
        };
    }

    private static boolean bool(JsonParser at, JsonToken token, ByteBuffer into) throws IOException {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            into.put((byte) (token == JsonToken.VALUE_TRUE ? 1 : 0));
            return true;
        }
        return small(at, token, into, 0, 1);
    }

    private static boolean small(JsonParser at, JsonToken token, ByteBuffer into, int least, int most)
            throws IOException {
        if (!isInteger(at, token, JsonParser.NumberType.INT)) {
            return false;
        }
        int value = at.getIntValue();
        if (value < least || value > most) {
            return false;
        }
        into.put((byte) value);
        return true;
    }

    private static boolean int32(JsonParser at, JsonToken token, ByteBuffer into) throws IOException {
        if (!isInteger(at, token, JsonParser.NumberType.INT)) {
            return false;
        }
        into.putInt(at.getIntValue());
        return true;
    }

    private static boolean int64(JsonParser at, JsonToken token, ByteBuffer into) throws IOException {
        if (!isInteger(at, token, JsonParser.NumberType.INT) && !isInteger(at, token, JsonParser.NumberType.LONG)) {
            return false;
        }
        into.putLong(at.getLongValue());
        return true;
    }

    private static boolean isInteger(JsonParser at, JsonToken token, JsonParser.NumberType size) throws IOException {
        return token == JsonToken.VALUE_NUMBER_INT && at.getNumberType() == size;
    }

    private static boolean fp32(JsonParser at, JsonToken token, ByteBuffer into) throws IOException {
        if (!isNumber(token)) {
            return special(at, token, value -> into.putFloat((float) value));
        }
        float value = at.getFloatValue();
        into.putFloat(value);
        return !Float.isInfinite(value) || at.isNaN();
    }

    private static boolean fp64(JsonParser at, JsonToken token, ByteBuffer into) throws IOException {
        if (!isNumber(token)) {
            return special(at, token, into::putDouble);
        }
        double value = at.getDoubleValue();
        into.putDouble(value);
        return !Double.isInfinite(value) || at.isNaN();
    }

    private static boolean isNumber(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
    }

    /** The three floats JSON has no number for, written as protobuf's JSON mapping does. */
    private static boolean special(JsonParser at, JsonToken token, DoubleConsumer into) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            return false;
        }
        switch (at.getText()) {
            case "NaN" -> into.accept(Double.NaN);
            case "Infinity" -> into.accept(Double.POSITIVE_INFINITY);
            case "-Infinity" -> into.accept(Double.NEGATIVE_INFINITY);
            default -> {
                return false;
            }
        }
        return true;
    }
}
