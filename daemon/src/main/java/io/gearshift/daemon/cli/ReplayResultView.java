package io.gearshift.daemon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.simulator.replay.Difference;
import io.gearshift.simulator.replay.ReplayException;
import io.gearshift.simulator.replay.ReplayResult;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Byte for byte, or the first difference. */
record ReplayResultView(ReplayResult result) implements ReplayView {

    /** Fields shown of a difference; the rest mostly follows from the first ones. */
    private static final int FIELDS = 8;

    @Override
    public boolean isSame() {
        return result.isIdentical();
    }

    @Override
    public String render() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d events in %s, %d decisions by %s%n",
                result.trace(),
                result.events(),
                Words.duration(result.recordedTime()),
                result.recorded(),
                result.policies().stream().map(ReplayException::name).collect(Collectors.joining(", then "))));
        Difference difference = result.difference();
        if (difference == null) {
            text.append(String.format(
                    Locale.ROOT, "  identical, byte for byte (%,.0f times real time)%n", result.realTimeFactor()));
        } else {
            text.append(render(difference));
        }
        if (result.isTorn()) {
            text.append(
                    String.format(
                            "  the recorder was killed or still records: decisions that only one side has at the end are left out%n"));
        }
        return text.toString();
    }

    private String render(Difference difference) {
        StringBuilder text = new StringBuilder(String.format(
                "  differs from decision %d on (%d recorded, %d replayed)%n",
                difference.line(), result.recorded(), result.replayed()));
        text.append(String.format("    recorded  %s%n", summary(difference.recorded())));
        text.append(String.format("    replayed  %s%n", summary(difference.replayed())));
        for (Difference.Field field : difference
                .fields()
                .subList(0, Math.min(FIELDS, difference.fields().size()))) {
            text.append(String.format(
                    "    %s: %s recorded, %s replayed%n",
                    field.path(), shown(field.recorded()), shown(field.replayed())));
        }
        int more = difference.fields().size() - FIELDS;
        return text.append(more > 0 ? String.format("    and %d more fields%n", more) : "")
                .toString();
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }

    private static String summary(@Nullable String decision) {
        if (decision == null) {
            return "nothing more";
        }
        try {
            var json = TraceJson.mapper().readTree(decision);
            return json.path("at").asText() + " " + json.path("model").asText() + ": "
                    + json.path("summary").asText();
        } catch (JsonProcessingException e) {
            return decision;
        }
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = JsonOutput.object()
                .put("trace", result.trace().toString())
                .put("isSame", isSame())
                .put("events", result.events())
                .put("recorded", result.recorded())
                .put("replayed", result.replayed())
                .put("isTorn", result.isTorn())
                .put("recordedS", result.recordedTime().toMillis() / 1000.0)
                .put("replayS", result.replayTime().toNanos() / 1e9)
                .put("realTimeFactor", result.realTimeFactor());
        json.set("policy", TraceJson.mapper().valueToTree(result.manifest().policy()));
        json.set("policies", TraceJson.mapper().valueToTree(result.policies()));
        Difference difference = result.difference();
        if (difference != null) {
            ArrayNode fields = json.putObject("difference")
                    .put("line", difference.line())
                    .put("recorded", difference.recorded())
                    .put("replayed", difference.replayed())
                    .putArray("fields");
            difference.fields().forEach(field -> fields.add(TraceJson.mapper().<ObjectNode>valueToTree(field)));
        }
        return json;
    }
}
