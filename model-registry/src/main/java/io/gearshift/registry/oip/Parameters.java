package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code parameters} object of a message, an input or an output: text, numbers and booleans by name. Names that
 * nothing here asks for are left alone, as the protocol wants.
 */
final class Parameters {

    static final Parameters NONE = new Parameters("", Map.of());

    private final String owner;
    private final Map<String, Object> values;

    private Parameters(String owner, Map<String, Object> values) {
        this.owner = owner;
        this.values = values;
    }

    /** @param owner whose parameters they are, for errors; empty for the message's own */
    static Parameters read(JsonParser at, String owner) throws IOException {
        OipJson.expect(JsonToken.START_OBJECT, at, prefix(owner) + "parameters", "an object");
        Map<String, Object> values = new HashMap<>();
        while (at.nextToken() != JsonToken.END_OBJECT) {
            String name = at.currentName();
            Object value = value(at, at.nextToken());
            if (value != null) {
                values.put(name, value);
            }
        }
        return new Parameters(owner, values);
    }

    private static @Nullable Object value(JsonParser at, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> at.getDoubleValue();
            case VALUE_STRING -> at.getText();
            case START_OBJECT, START_ARRAY -> {
                at.skipChildren();
                yield "a structure";
            }
            default -> null;
        };
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    Boolean flag(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw refused(name, value, "true or false");
    }

    /** Both bounds belong to the range. */
    @Nullable
    Double number(String name, double least, double most, String expected) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Double number && number >= least && number <= most) {
            return number;
        }
        throw refused(name, value, expected);
    }

    /** A whole number of bytes; -1 when absent. */
    int bytes(String name) {
        Double number = number(name, 0, Integer.MAX_VALUE, "a whole number of bytes, 0 or more");
        if (number == null) {
            return -1;
        }
        if (number != Math.rint(number)) {
            throw refused(name, number, "a whole number of bytes, 0 or more");
        }
        return number.intValue();
    }

    void refuse(String name, String why) {
        if (has(name)) {
            throw OipErrors.invalid(prefix(owner) + "parameter " + name + ": " + why);
        }
    }

    private RuntimeException refused(String name, Object value, String expected) {
        String found = value instanceof String text ? "\"" + OipErrors.shown(text) + "\"" : String.valueOf(value);
        return OipErrors.invalid(prefix(owner) + "parameter " + name + ": " + found + " (expected: " + expected + ")");
    }

    private static String prefix(String owner) {
        return owner.isEmpty() ? "" : owner + ": ";
    }
}
