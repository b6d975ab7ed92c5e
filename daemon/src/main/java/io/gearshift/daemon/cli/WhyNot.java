package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a gear is not in force, told from the newest decision.
 *
 * @param gear full name asked about; of several that fit, the best by score
 * @param inForce the gear that serves
 * @param considered what the chooser saw of {@code gear}; null when it was not considered
 * @param state of the gear in the daemon, e.g. {@code quarantined}
 */
record WhyNot(
        String model, String gear, String inForce, @Nullable JsonNode considered, String state, JsonNode decision) {

    static WhyNot of(JsonNode model, List<String> gears, JsonNode decision) {
        String inForce = model.path("gear").path("gear").asText("");
        String gear = gears.contains(inForce) ? inForce : best(gears, decision);
        return new WhyNot(
                model.path("name").asText(), gear, inForce, seen(gear, decision), state(model, gear), decision);
    }

    private static String best(List<String> gears, JsonNode decision) {
        for (JsonNode seen : decision.path("considered")) {
            if (gears.contains(seen.path("gear").asText())) {
                return seen.path("gear").asText();
            }
        }
        return gears.get(0);
    }

    private static @Nullable JsonNode seen(String gear, JsonNode decision) {
        for (JsonNode seen : decision.path("considered")) {
            if (seen.path("gear").asText().equals(gear)) {
                return seen;
            }
        }
        return null;
    }

    private static String state(JsonNode model, String gear) {
        for (JsonNode entry : model.path("gears")) {
            if (entry.path("gear").asText().equals(gear)) {
                return entry.path("state").asText("");
            }
        }
        return "";
    }

    boolean isInForce() {
        return gear.equals(inForce);
    }

    String render() {
        if (isInForce()) {
            return model + " does run " + gear + "; `gearshift why " + model + "` says why\n";
        }
        StringBuilder text = new StringBuilder();
        text.append(model).append(" runs ").append(inForce.isEmpty() ? "nothing yet" : inForce);
        text.append(", not ").append(gear).append(", because\n");
        because(text);
        text.append("decision ").append(Words.text(decision.path("id"))).append(", ");
        text.append(Words.instant(decision.path("at"))).append('\n');
        return text.toString();
    }

    private void because(StringBuilder text) {
        JsonNode seen = considered;
        if (seen == null) {
            String known = state.isEmpty() ? "" : "; its state is " + state;
            text.append("  it was not considered").append(known).append('\n');
        } else if (!seen.path("rejectedBy").isEmpty()) {
            seen.path("rejectedBy").forEach(reason -> told("", reason, text));
        } else {
            text.append("  ").append(score(seen)).append('\n');
            scored(seen, text);
        }
    }

    /** What made the scores: the objective, and the rules that moved one of the two. */
    private void scored(JsonNode seen, StringBuilder text) {
        for (JsonNode reason : decision.path("reasons")) {
            if (reason.path("kind").asText().equals("objective")) {
                told("", reason, text);
            }
        }
        preferences(gear, seen, text);
        JsonNode other = seen(inForce, decision);
        if (other != null) {
            preferences(inForce, other, text);
        }
    }

    private static void preferences(String gear, JsonNode seen, StringBuilder text) {
        for (JsonNode reason : seen.path("preferences")) {
            told(gear + ": ", reason, text);
        }
    }

    private static void told(String before, JsonNode reason, StringBuilder text) {
        List<String> lines = WhyView.reason(reason);
        text.append("  ").append(before).append(lines.get(0)).append('\n');
        lines.subList(1, lines.size())
                .forEach(line -> text.append("    ").append(line).append('\n'));
    }

    private String score(JsonNode seen) {
        JsonNode other = seen(inForce, decision);
        JsonNode theirs = other == null ? decision.path("none") : other.path("score");
        if (!seen.path("score").isNumber() || !theirs.isNumber()) {
            return Words.text(decision.path("summary"));
        }
        double gap = theirs.doubleValue() - seen.path("score").doubleValue();
        String scores = String.format(
                Locale.ROOT,
                "it scores %.3f, %s has %.3f (%.3f %s)",
                seen.path("score").doubleValue(),
                inForce,
                theirs.doubleValue(),
                Math.abs(gap),
                gap >= 0 ? "more" : "less");
        return gap >= 0
                ? scores
                : scores + "\n  but " + Words.text(decision.path("reason")) + ": "
                        + Words.text(decision.path("summary"));
    }

    ObjectNode json() {
        ObjectNode json = JsonOutput.object();
        json.put("model", model).put("gear", gear).put("inForce", inForce).put("isInForce", isInForce());
        json.put("state", state);
        json.set("considered", considered);
        json.put("decision", decision.path("id").asText(null));
        json.put("reason", decision.path("reason").asText(null));
        json.put("summary", decision.path("summary").asText(null));
        return json;
    }
}
