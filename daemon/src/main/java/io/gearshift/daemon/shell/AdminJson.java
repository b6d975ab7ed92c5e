package io.gearshift.daemon.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.text.Nearest;
import io.gearshift.core.trace.TraceJson;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of the admin interface, in and out. */
final class AdminJson {

    private AdminJson() {}

    static JsonNode body(RoutingContext c) {
        JsonNode body;
        try {
            body = TraceJson.mapper()
                    .readTree(
                            c.body().buffer() == null
                                    ? new byte[0]
                                    : c.body().buffer().getBytes());
        } catch (IOException e) {
            String why = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
            throw new AdminRefusal(400, "the body is not JSON: " + firstLine(why), "", "");
        }
        if (!body.isObject()) {
            throw new AdminRefusal(
                    400,
                    "the body is " + (body.isMissingNode() ? "empty" : "not an object") + " (expected: a JSON object)",
                    "",
                    "");
        }
        return body;
    }

    static void known(JsonNode body, List<String> fields) {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw new AdminRefusal(
                        400,
                        name + ": no such field (expected: " + String.join(", ", fields) + ")",
                        name,
                        near(name, fields));
            }
        }
    }

    static String near(String name, Collection<String> names) {
        return Nearest.to(name, names)
                .map(n -> "did you mean " + n + "?")
                .orElse("registered: " + String.join(", ", names));
    }

    static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    static void reply(RoutingContext c, Object json) {
        try {
            c.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(TraceJson.mapper().writeValueAsString(json));
        } catch (JsonProcessingException e) {
            c.fail(e);
        }
    }

    static void fail(RoutingContext c, int status, String error, String field, String hint) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", error);
        if (!field.isEmpty()) {
            json.put("field", field);
        }
        if (!hint.isEmpty()) {
            json.put("hint", hint);
        }
        c.response().setStatusCode(status);
        reply(c, json);
    }
}
