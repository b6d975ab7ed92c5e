package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** The policy bundles of the server that is followed, as {@code status} shows them. */
final class BundleView {

    private BundleView() {}

    /** @param bundle empty text when no server is followed */
    static String render(JsonNode bundle, JsonNode at) {
        if (!bundle.isObject()) {
            return "";
        }
        StringBuilder text = new StringBuilder("bundle       ");
        JsonNode active = bundle.path("active");
        text.append(active.isObject() ? name(active) + " in force" : "none in force: the configured pack is");
        String phase = bundle.path("phase").asText("");
        if (phase.equals("watch")) {
            text.append(", watched for another ").append(Words.seconds(bundle.path("remainingS")));
        }
        text.append('\n');
        if (phase.equals("shadow")) {
            text.append("  staged     ").append(name(bundle.path("candidate"))).append(", in shadow for another ");
            text.append(Words.seconds(bundle.path("remainingS"))).append('\n');
        }
        pull(bundle, at, text);
        JsonNode refused = bundle.path("refused");
        if (!refused.isEmpty()) {
            JsonNode latest = refused.get(refused.size() - 1);
            text.append("  refused    ").append(name(latest.path("bundle"))).append(": ");
            text.append(Words.text(latest.path("reason"))).append('\n');
        }
        return text.toString();
    }

    private static void pull(JsonNode bundle, JsonNode at, StringBuilder text) {
        JsonNode pull = bundle.path("pull");
        text.append("  server     ").append(Words.text(bundle.path("url"))).append(", ");
        if (!pull.path("at").isTextual()) {
            text.append("not asked yet\n");
            return;
        }
        text.append(Words.text(pull.path("outcome"))).append(' ');
        text.append(Words.between(pull.path("at"), at)).append(" ago");
        if (pull.path("error").isTextual()) {
            text.append(": ").append(Words.text(pull.path("error")));
            text.append("; last good answer ");
            text.append(
                    pull.path("lastGoodAt").isTextual()
                            ? Words.between(pull.path("lastGoodAt"), at) + " ago"
                            : "none since the start");
        }
        text.append('\n');
    }

    private static String name(JsonNode bundle) {
        return Words.text(bundle.path("name")) + " " + Words.text(bundle.path("version")) + " ("
                + StatusView.shortHash(bundle.path("digest")) + ")";
    }
}
