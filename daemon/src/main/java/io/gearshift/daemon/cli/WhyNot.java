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
            if (isPinned()) {
                text.append("  and ").append(held()).append('\n');
            }
        } else if (isHeld(seen)) {
            text.append("  it would score better (").append(scores(seen)).append("), but\n  ");
            text.append(held()).append('\n');
        } else {
            text.append("  it scores ").append(scores(seen)).append('\n');
            scored(seen, text);
        }
    }

    /** The way past all rules; nothing where a pin cannot help. */
    String pinHint() {
        boolean isUnable = false;
        for (JsonNode reason : considered == null ? decision.path("none") : considered.path("rejectedBy")) {
            String kind = reason.path("kind").asText();
            isUnable |= kind.equals("quarantine") || kind.equals("link");
        }
        return isUnable || isPinned()
                ? ""
                : "  or at once, whatever rules say: `gearshift pin " + model + " " + gear + "`\n";
    }

    /** Something else than its score is against it: a pin, the dwell, the margin. */
    private boolean isHeld(JsonNode seen) {
        JsonNode other = seen(inForce, decision);
        return isPinned()
                || other != null
                        && seen.path("score").asDouble() > other.path("score").asDouble();
    }

    private boolean isPinned() {
        return decision.path("reason").asText().equals("PINNED");
    }

    /** What keeps the gear in force there, in the decision's own words. */
    private String held() {
        String text = decision.path("reasons").path(0).path("text").asText("");
        return text.isEmpty() ? Words.text(decision.path("summary")) : text;
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

    private String scores(JsonNode seen) {
        JsonNode other = seen(inForce, decision);
        JsonNode theirs = other == null ? decision.path("none") : other.path("score");
        return String.format(Locale.ROOT, "%.3f", seen.path("score").asDouble())
                + (theirs.isNumber()
                        ? String.format(Locale.ROOT, ", %s scores %.3f", inForce, theirs.doubleValue())
                        : "");
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
