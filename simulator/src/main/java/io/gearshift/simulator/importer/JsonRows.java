package io.gearshift.simulator.importer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.trace.TraceJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** The objects of one array of a JSON document, one at a time: what stands before a fault is kept. */
final class JsonRows {

    private JsonRows() {}

    /** What to do with an object. */
    @FunctionalInterface
    interface RowUse {
        /** @param line 1-based, where the object begins */
        void row(long line, JsonNode row);
    }

    /** @param array the key it has, at any depth; the first array of that name counts */
    static void each(Path file, String array, LogSink out, RowUse use) throws IOException {
        long line = 1;
        try (JsonParser json = TraceJson.mapper().getFactory().createParser(LogText.open(file))) {
            try {
                if (!find(json, array)) {
                    out.refuse(1, "no array " + array + " in it");
                    return;
                }
                while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
                    line = json.currentTokenLocation().getLineNr();
                    JsonNode row = TraceJson.mapper().readTree(json);
                    if (row.isObject()) {
                        use.row(line, row);
                    } else {
                        out.refuse(line, "no object of " + array + ": " + row);
                    }
                }
                if (json.currentToken() == null) {
                    out.refuse(line, "the file ends within " + array);
                }
            } catch (JsonProcessingException e) {
                out.refuse(line, "the rest of the file is no JSON: " + e.getOriginalMessage());
                out.lost(line, lines(file));
            }
        }
    }

    private static boolean find(JsonParser json, String array) throws IOException {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token == JsonToken.START_ARRAY && array.equals(json.currentName())) {
                return true;
            }
        }
        return false;
    }

    private static long lines(Path file) throws IOException {
        try (BufferedReader text = LogText.open(file)) {
            return text.lines().count();
        }
    }
}
