package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A decision with its whole reason tree. */
final class WhyView {

    private WhyView() {}

    /**
     * @param shift the decision that put the gear in force; missing when it is not known any more
     * @param latest the newest decision; missing when there is none
     */
    static String render(JsonNode model, JsonNode shift, JsonNode latest) {
        StringBuilder text = new StringBuilder();
        JsonNode gear = model.path("gear");
        text.append(Words.text(model.path("name"))).append(" runs ").append(Words.text(gear.path("gear")));
        text.append(" since ").append(Words.instant(gear.path("since"))).append('\n');
        if (shift.isObject()) {
            decision("put there by", shift, text);
        }
        boolean isNews = latest.isObject() && !latest.path("id").equals(shift.path("id"));
        if (isNews) {
            decision("held by", latest, text);
        }
        JsonNode shown = latest.isObject() ? latest : shift;
        if (!shown.path("considered").isEmpty()) {
            text.append("\ncandidates of ").append(Words.text(shown.path("id"))).append(", best first\n");
            text.append(candidates(shown, "in force"));
        }
        return text.toString();
    }

    private static void decision(String role, JsonNode decision, StringBuilder text) {
        String from = decision.path("from").isTextual() ? decision.path("from").asText() + " -> " : "";
        boolean isShift = decision.path("action").asText().equals("SHIFT");
        text.append('\n')
                .append(role)
                .append(' ')
                .append(Words.text(decision.path("id")))
                .append(", ");
        text.append(Words.instant(decision.path("at"))).append(": ").append(Words.text(decision.path("action")));
        text.append(' ').append(isShift ? from : "").append(Words.text(decision.path("gear")));
        text.append(", ").append(Words.text(decision.path("reason"))).append('\n');
        text.append("  ").append(Words.text(decision.path("summary"))).append('\n');
        tree(decision, text);
        JsonNode policy = decision.path("policy");
        text.append("  policy ").append(Words.text(policy.path("pack"))).append(' ');
        text.append(Words.text(policy.path("version"))).append(" (");
        text.append(StatusView.shortHash(policy.path("hash"))).append(")\n");
    }

    static void tree(JsonNode decision, StringBuilder text) {
        List<List<String>> branches = new ArrayList<>();
        decision.path("reasons").forEach(reason -> branches.add(reason(reason)));
        if (decision.path("isDegraded").asBoolean()) {
            List<String> relaxed = new ArrayList<>();
            decision.path("relaxed").forEach(constraint -> relaxed.add(constraint.asText()));
            branches.add(List.of("degraded: gave up " + String.join(", ", relaxed)));
        }
        if (decision.path("runnerUp").isTextual()) {
            branches.add(List.of("runner-up " + decision.path("runnerUp").asText()));
        }
        for (int i = 0; i < branches.size(); i++) {
            branch(branches.get(i), i == branches.size() - 1, text);
        }
    }

    private static void branch(List<String> lines, boolean isLast, StringBuilder text) {
        text.append(isLast ? "  └─ " : "  ├─ ").append(lines.get(0)).append('\n');
        for (String line : lines.subList(1, lines.size())) {
            text.append(isLast ? "       " : "  │    ").append(line).append('\n');
        }
    }

    /** First line: what and where; then the sentence; then each value seen. */
    static List<String> reason(JsonNode reason) {
        List<String> lines = new ArrayList<>();
        String where = reason.path("where").asText("");
        lines.add(Words.text(reason.path("kind")) + " \"" + Words.text(reason.path("name")) + "\""
                + (where.isEmpty() ? "" : " (" + where + ")"));
        if (!reason.path("text").asText("").isEmpty()) {
            lines.add(reason.path("text").asText());
        }
        reason.path("evidence").forEach(seen -> lines.add(seen.asText()));
        return lines;
    }

    /** @param chosen what is said of the gear that the decision names */
    static String candidates(JsonNode decision, String chosen) {
        TextTable table = new TextTable(
                Set.of(1, 2, 3, 4, 5, 6), "GEAR", "SCORE", "MEAN", "P95", "ENERGY", "MEMORY", "ACCURACY", "");
        for (JsonNode gear : decision.path("considered")) {
            String name = Words.text(gear.path("gear"));
            table.row(
                    name,
                    Words.number(gear.path("score"), "%.3f"),
                    Words.millis(gear.path("latencyMs")),
                    Words.millis(gear.path("latencyP95Ms")),
                    Words.energy(gear.path("energyMj")),
                    Words.bytes(gear.path("memoryBytes")),
                    Words.accuracy(gear.path("accuracy")),
                    remark(gear, name.equals(decision.path("gear").asText()) ? chosen : ""));
        }
        return table.render("  ");
    }

    private static String remark(JsonNode gear, String chosen) {
        List<String> reasons = new ArrayList<>();
        gear.path("rejectedBy")
                .forEach(reason ->
                        reasons.add(Words.text(reason.path("kind")) + " \"" + Words.text(reason.path("name")) + "\""));
        String rejected = reasons.isEmpty() ? "" : "not: " + String.join(", ", reasons);
        return chosen.isEmpty() || rejected.isEmpty() ? chosen + rejected : chosen + "; " + rejected;
    }
}
