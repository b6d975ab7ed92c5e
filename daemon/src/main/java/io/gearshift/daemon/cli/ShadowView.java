package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;

/**
 * What the policy in a daemon's shadow says of one model.
 *
 * @param shadow missing when none runs
 * @param model how it disagreed about the model; missing when it never did
 */
record ShadowView(JsonNode shadow, JsonNode model) {

    /** Never fails: an addition to an answer must not take the answer away. */
    static ShadowView of(AdminClient daemon, String model) {
        JsonNode shadow = shadow(daemon);
        for (JsonNode entry : shadow.path("models")) {
            if (entry.path("model").asText().equals(model)) {
                return new ShadowView(shadow, entry);
            }
        }
        return new ShadowView(shadow, MissingNode.getInstance());
    }

    private static JsonNode shadow(AdminClient daemon) {
        try {
            JsonNode shadow = daemon.get("/v1/policy").path("shadow");
            return shadow.isObject() ? shadow : MissingNode.getInstance();
        } catch (CliException e) {
            return MissingNode.getInstance();
        }
    }

    /** Empty when none runs. */
    String render() {
        if (shadow.isMissingNode()) {
            return "";
        }
        JsonNode policy = shadow.path("policy");
        StringBuilder text = new StringBuilder("\nshadow ");
        if (!policy.isObject()) {
            return text.append(Words.text(shadow.path("origin")))
                    .append(" does not run\n")
                    .append(Words.text(shadow.path("fault")).indent(2))
                    .toString();
        }
        text.append(Words.text(policy.path("pack"))).append(' ').append(Words.text(policy.path("version")));
        if (model.isMissingNode()) {
            boolean isNew = shadow.path("decisions").asLong() == 0;
            return text.append(isNew ? " has not decided yet\n" : " has always agreed\n")
                    .toString();
        }
        boolean isNow = model.path("isNow").asBoolean();
        text.append(isNow ? " would take " : " agrees now; it would have taken ")
                .append(Words.text(model.path("shadowGear")));
        text.append(isNow ? "" : " at " + Words.instant(model.path("at"))).append('\n');
        text.append("  ").append(Words.text(model.path("shadowSummary"))).append('\n');
        return text.append("  disagreed in ").append(share(model)).append('\n').toString();
    }

    /** For example {@code 3 of 120 decisions (2.5 %)}. */
    static String share(JsonNode model) {
        long disagreements = model.path("disagreements").asLong();
        long decisions = model.path("decisions").asLong();
        return String.format(
                Locale.ROOT,
                "%d of %d decisions (%.1f %%)",
                disagreements,
                decisions,
                decisions == 0 ? 0 : 100.0 * disagreements / decisions);
    }
}
