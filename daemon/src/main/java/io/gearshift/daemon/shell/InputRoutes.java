package io.gearshift.daemon.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Unit;
import io.gearshift.core.trace.TraceJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /v1/scene} and {@code /v1/readings}: what apps and other programs tell of the scene and the device. */
record InputRoutes(LoopRunner loop, Sensing sensing, KeptReply kept) {

    void mount(Router router) {
        router.put("/v1/scene").handler(this::putScene);
        router.post("/v1/readings").handler(this::pushReadings);
    }

    private void putScene(RoutingContext c) {
        JsonNode body = AdminJson.body(c);
        AdminJson.known(body, List.of("name", "attention", "latencyObjectiveMs", "minAccuracy", "isPrivate"));
        Scene now = loop.state().scene();
        ObjectNode merged = TraceJson.mapper().valueToTree(now);
        merged.setAll((ObjectNode) body);
        Scene scene;
        try {
            scene = TraceJson.mapper().treeToValue(merged, Scene.class);
        } catch (ValueInstantiationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new AdminRefusal(400, String.valueOf(cause.getMessage()), "", "");
        } catch (JsonProcessingException e) {
            throw new AdminRefusal(
                    400, AdminJson.firstLine(e.getOriginalMessage()), "", "see PUT /v1/scene in /openapi.json");
        }
        loop.submit(at -> new LoopEvent.SceneChanged(at, scene))
                .onSuccess(v -> kept.reply(c, scene))
                .onFailure(c::fail);
    }

    private void pushReadings(RoutingContext c) {
        JsonNode body = AdminJson.body(c);
        AdminJson.known(body, List.of("readings"));
        JsonNode list = body.path("readings");
        if (!list.isArray() || list.isEmpty()) {
            throw new AdminRefusal(
                    400, "readings: missing (expected: an array of {sensor, value, label})", "readings", "");
        }
        List<Runnable> pushes = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            pushes.add(push(list.get(i), "readings[" + i + "]"));
        }
        pushes.forEach(Runnable::run);
        AdminJson.reply(c, Map.of("accepted", pushes.size()));
    }

    /** All are checked before the first is taken. */
    private Runnable push(JsonNode reading, String where) {
        JsonNode value = reading.path("value");
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new AdminRefusal(
                    400, where + ".value: " + value + " (expected: a finite number)", where + ".value", "");
        }
        SensorId id = sensor(reading.path("sensor").asText(), where);
        Unit unit = id.signal().unit();
        if (!unit.isPlausible(value.asDouble())) {
            throw new AdminRefusal(
                    400,
                    where + ".value: " + value + " (expected: " + unit.range() + ", a "
                            + unit.name().toLowerCase(Locale.ROOT) + ")",
                    where + ".value",
                    "the signals and their units are listed in docs/sensors.md");
        }
        return () -> sensing.push(id, value.asDouble(), reading.path("label").asText(""));
    }

    private static SensorId sensor(String text, String where) {
        try {
            return SensorId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new AdminRefusal(
                    400, where + "." + e.getMessage(), where + ".sensor", "the signals are listed in docs/sensors.md");
        }
    }
}
