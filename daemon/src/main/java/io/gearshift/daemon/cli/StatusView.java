package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What {@code status} and {@code top} show. Times count from the state's own {@code at}. */
final class StatusView {

    private StatusView() {}

    /** @param decisions by model: the decision that put its gear in force */
    static String render(String address, JsonNode state, JsonNode models, Map<String, JsonNode> decisions) {
        StringBuilder text = new StringBuilder();
        head(address, state, text);
        text.append('\n');
        DeviceView.lines(state.path("device")).forEach(line -> text.append(line).append('\n'));
        about(state, text);
        text.append('\n').append(models(state, models, decisions));
        return text.toString();
    }

    private static void head(String address, JsonNode state, StringBuilder text) {
        JsonNode policy = state.path("policy");
        text.append(String.format(
                Locale.ROOT,
                "gearshift %s at %s, up %s%n",
                Words.text(state.path("version")),
                address,
                Words.seconds(state.path("uptimeS"))));
        text.append(String.format(
                Locale.ROOT,
                "policy %s %s (%s)%n",
                Words.text(policy.path("pack")),
                Words.text(policy.path("version")),
                shortHash(policy.path("hash"))));
        shadow(state.path("shadow"), state.path("at"), text);
        text.append(BundleView.render(state.path("bundle"), state.path("at")));
    }

    private static void shadow(JsonNode shadow, JsonNode at, StringBuilder text) {
        if (!shadow.isObject()) {
            return;
        }
        JsonNode policy = shadow.path("policy");
        if (!policy.isObject()) {
            text.append("shadow ").append(Words.text(shadow.path("origin"))).append(" does not run: see its fault\n");
            return;
        }
        text.append(String.format(
                Locale.ROOT,
                "shadow %s %s (%s), %s: disagrees in %d of %d decisions (%.1f %%)%n",
                Words.text(policy.path("pack")),
                Words.text(policy.path("version")),
                shortHash(policy.path("hash")),
                Words.between(shadow.path("since"), at),
                shadow.path("disagreements").asLong(),
                shadow.path("decisions").asLong(),
                100 * shadow.path("disagreementRatio").asDouble()));
        models(shadow.path("models"), text);
        JsonNode last = shadow.path("last");
        if (last.isObject()) {
            text.append("  last       ").append(Words.text(last.path("model"))).append(", ");
            text.append(Words.between(last.path("at"), at)).append(" ago\n");
            text.append("    in force ").append(Words.text(last.path("gear"))).append(": ");
            text.append(Words.text(last.path("summary"))).append('\n');
            text.append("    shadow   ")
                    .append(Words.text(last.path("shadowGear")))
                    .append(": ");
            text.append(Words.text(last.path("shadowSummary"))).append('\n');
        }
    }

    private static void models(JsonNode models, StringBuilder text) {
        for (JsonNode model : models) {
            text.append("  ")
                    .append(Words.text(model.path("model")))
                    .append(": ")
                    .append(ShadowView.share(model))
                    .append(model.path("isNow").asBoolean() ? ", now" : "")
                    .append('\n');
        }
    }

    static String shortHash(JsonNode hash) {
        return shortHash(Words.text(hash));
    }

    static String shortHash(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }

    private static void about(JsonNode state, StringBuilder text) {
        text.append("scene        ").append(scene(state.path("scene"))).append('\n');
        text.append("sensors      ").append(sensors(state.path("readings"))).append('\n');
        for (JsonNode fault : state.path("faults")) {
            text.append("  fault      ")
                    .append(Words.text(fault.path("source")))
                    .append(": ");
            text.append(Words.text(fault.path("problem")).strip().replace("\n", "\n    "))
                    .append('\n');
        }
        for (JsonNode endpoint : state.path("endpoints")) {
            text.append("endpoint     ").append(Words.text(endpoint.path("name")));
            text.append(
                    endpoint.path("reachable").asBoolean() ? ", " + Words.millis(endpoint.path("rttMs")) : ", down");
            text.append('\n');
        }
        text.append("resident     ")
                .append(Words.bytes(state.path("memory").path("residentBytes")))
                .append(" of ");
        text.append(Words.bytes(state.path("memory").path("budgetBytes"))).append('\n');
        profiling(state.path("profiling"), text);
    }

    private static void profiling(JsonNode profiling, StringBuilder text) {
        int done = profiling.path("done").asInt();
        int total = profiling.path("total").asInt();
        if (done < total) {
            text.append("profiling    ").append(ProgressBar.bar(done, total, 20));
            JsonNode current = profiling.path("current");
            text.append(current.isTextual() ? "  " + current.asText() : "").append('\n');
        }
    }

    private static String scene(JsonNode scene) {
        StringBuilder text = new StringBuilder(Words.text(scene.path("name")));
        text.append(", ").append(scene.path("attention").asText("-").toLowerCase(Locale.ROOT));
        if (scene.path("latencyObjectiveMs").isNumber()) {
            text.append(", answers within ").append(Words.millis(scene.path("latencyObjectiveMs")));
        }
        if (scene.path("minAccuracy").isNumber()) {
            text.append(", accuracy at least ").append(Words.accuracy(scene.path("minAccuracy")));
        }
        return text.append(scene.path("isPrivate").asBoolean() ? ", private" : "")
                .toString();
    }

    private static String sensors(JsonNode readings) {
        int fresh = 0;
        StringBuilder others = new StringBuilder();
        for (JsonNode reading : readings) {
            String quality = reading.path("quality").asText("").toLowerCase(Locale.ROOT);
            if (quality.equals("fresh")) {
                fresh++;
            } else {
                others.append(", ")
                        .append(Words.text(reading.path("sensor")))
                        .append(' ')
                        .append(quality);
            }
        }
        return fresh + " fresh" + others;
    }

    private static String models(JsonNode state, JsonNode models, Map<String, JsonNode> decisions) {
        TextTable table =
                new TextTable(Set.of(2, 3, 4, 5), "MODEL", "GEAR", "SINCE", "REQ/S", "P50", "P95", "PIN", "WHY");
        for (JsonNode model : models) {
            String name = Words.text(model.path("name"));
            JsonNode gear = model.path("gear");
            JsonNode decision = decisions.get(name);
            table.row(
                    name,
                    Words.text(gear.path("gear")),
                    Words.between(gear.path("since"), state.path("at")),
                    Words.number(model.path("requestsPerS"), "%.1f"),
                    Words.millis(model.path("latencyP50Ms")),
                    Words.millis(model.path("latencyP95Ms")),
                    pin(model.path("pin"), state.path("at")),
                    decision == null ? Words.UNKNOWN : why(decision));
        }
        return models.isEmpty() ? "no models registered\n" : table.render("");
    }

    private static String pin(JsonNode pin, JsonNode at) {
        if (!pin.isObject()) {
            return Words.UNKNOWN;
        }
        return pin.path("until").isTextual() ? Words.between(at, pin.path("until")) : "until unpinned";
    }

    private static String why(JsonNode decision) {
        String degraded = decision.path("isDegraded").asBoolean() ? " (degraded)" : "";
        return Words.text(decision.path("reason")) + degraded + ": " + Words.text(decision.path("summary"));
    }

    /** Every reading, one a line. */
    static String signals(JsonNode state) {
        TextTable table = new TextTable(Set.of(1, 3), "SENSOR", "VALUE", "QUALITY", "AGE", "LABEL");
        for (JsonNode reading : state.path("readings")) {
            table.row(
                    Words.text(reading.path("sensor")),
                    Words.reading(reading.path("value"), reading.path("unit").asText("")),
                    reading.path("quality").asText("-").toLowerCase(Locale.ROOT),
                    Words.number(reading.path("ageS"), "%.1f s"),
                    reading.path("label").asText(""));
        }
        return table.render("");
    }
}
