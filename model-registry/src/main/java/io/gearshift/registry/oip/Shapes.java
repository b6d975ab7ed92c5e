package io.gearshift.registry.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Shapes as messages carry them. */
final class Shapes {

    /** More than any model has; keeps a hostile list short. */
    private static final int MAX_RANK = 32;

    private Shapes() {}

    static long[] read(JsonParser at, String label) throws IOException {
        OipJson.expect(JsonToken.START_ARRAY, at, label + ": shape", "an array of whole numbers");
        long[] shape = new long[MAX_RANK];
        int rank = 0;
        while (at.nextToken() != JsonToken.END_ARRAY) {
            if (rank == MAX_RANK) {
                throw OipErrors.invalid(label + ": shape has more than " + MAX_RANK + " dimensions");
            }
            shape[rank] = dimension(at, label, rank);
            rank++;
        }
        return Arrays.copyOf(shape, rank);
    }

    private static long dimension(JsonParser at, String label, int index) throws IOException {
        boolean isWhole = at.currentToken() == JsonToken.VALUE_NUMBER_INT
                && at.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!isWhole || at.getLongValue() < 0) {
            throw OipErrors.invalid(label + ": shape has " + OipJson.found(at) + " in dimension " + index
                    + " (expected: a whole number, 0 or more)");
        }
        return at.getLongValue();
    }

    static long elements(String label, long[] shape) {
        long n = 1;
        for (long dimension : shape) {
            if (dimension != 0 && n > Long.MAX_VALUE / 8 / dimension) {
                throw OipErrors.invalid(label + ": shape " + text(shape) + " has too many elements");
            }
            n *= dimension;
        }
        return n;
    }

    static String text(long[] shape) {
        return Arrays.toString(shape);
    }
}
