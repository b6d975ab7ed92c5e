package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** The last shifts, newest first, one a line. */
final class TimelineView {

    private TimelineView() {}

    /** @param decisions newest first; holds are left out */
    static String render(JsonNode decisions, int longest) {
        StringBuilder text = new StringBuilder("last shifts\n");
        int shown = 0;
        for (JsonNode decision : decisions) {
            if (decision.path("action").asText().equals("SHIFT") && shown < longest) {
                text.append(line(decision)).append('\n');
                shown++;
            }
        }
        return shown == 0 ? text.append("  none yet\n").toString() : text.toString();
    }

    private static String line(JsonNode decision) {
        String from = decision.path("from").isTextual() ? decision.path("from").asText() + " -> " : "";
        return "  " + Words.instant(decision.path("at")) + "  " + Words.text(decision.path("model")) + "  " + from
                + Words.text(decision.path("gear")) + "  " + Words.text(decision.path("summary"));
    }
}
