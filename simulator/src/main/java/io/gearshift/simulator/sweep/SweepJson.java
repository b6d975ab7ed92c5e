package io.gearshift.simulator.sweep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A sweep as JSON; the same for the same seed. */
public final class SweepJson {

    private SweepJson() {}

    public static ObjectNode of(SweepResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("policy", result.pack())
                .put("device", result.scenarios().get(0).setting().device().name())
                .put("seed", result.seed())
                .put("errorPriceJ", result.errorJ());
        ArrayNode traces = json.putArray("traces");
        result.scenarios().forEach(scenario -> traces.add(scenario.name()));
        ArrayNode varied = json.putArray("varied");
        for (Knob knob : result.knobs()) {
            ObjectNode one = varied.addObject().put("name", knob.name()).put("given", knob.given());
            ArrayNode values = one.putArray("values");
            knob.choices().forEach(values::add);
        }
        json.set("given", point(result, result.given()));
        json.put("best", result.best().id());
        ArrayNode front = json.putArray("front");
        result.front().forEach(point -> front.add(point.id()));
        ArrayNode points = json.putArray("points");
        result.points().forEach(point -> points.add(point(result, point)));
        return json;
    }

    private static ObjectNode point(SweepResult result, Point point) {
        Outcome outcome = point.outcome();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", point.id());
        ObjectNode settings = json.putObject("settings");
        List<Knob> knobs = result.knobs();
        for (int i = 0; i < knobs.size(); i++) {
            settings.put(knobs.get(i).name(), point.values().get(i));
        }
        return json.put("energyJ", outcome.energyJ())
                .put("missRatio", outcome.missRatio())
                .put("effectiveAccuracy", outcome.effectiveAccuracy())
                .put("swapsPerHour", outcome.swapsPerHour())
                .put("throttledSeconds", outcome.throttledSeconds())
                .put("costJ", outcome.costJ());
    }
}
