package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.policy.Verdict;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.policies.explain.Explanation;
import io.gearshift.policies.explain.Explanation.Fired;
import io.gearshift.policies.explain.Explanation.Missed;
import io.gearshift.policies.explain.Flip;
import io.gearshift.policies.explain.Flips;
import io.gearshift.policies.meaning.Sample;
import java.util.List;

/** An explanation as text and as JSON. */
final class PolicyExplainView {

    /** The rest are far from firing, or changes larger than anybody looks for. */
    private static final int MOST = 6;

    private PolicyExplainView() {}

    static JsonNode tree(Object value) {
        return TraceJson.mapper().valueToTree(value);
    }

    static String text(Explanation explanation) {
        JsonNode decision = tree(explanation.decision());
        StringBuilder text = new StringBuilder();
        text.append(explanation.decision().model()).append(": ");
        text.append(explanation.decision().summary()).append('\n');
        WhyView.tree(decision, text);
        text.append("\nrules that fired").append(explanation.fired().isEmpty() ? ": none\n" : "\n");
        explanation.fired().forEach(rule -> fired(rule, text));
        text.append("\nrules that did not fire, nearest first\n");
        explanation.missed().stream().limit(MOST).forEach(rule -> missed(rule, text));
        int more = explanation.missed().size() - MOST;
        text.append(more > 0 ? "  and " + more + " more\n" : "");
        text.append("\ncandidates, best first\n").append(WhyView.candidates(decision, "chosen"));
        text.append("\nwhat would change it\n");
        explanation
                .flips()
                .say(explanation.goal(), MOST)
                .forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    private static void fired(Fired rule, StringBuilder text) {
        text.append("  \"")
                .append(rule.rule())
                .append("\" (")
                .append(rule.where())
                .append(')');
        text.append(rule.seen().isEmpty() ? "" : " saw " + String.join(", ", rule.seen()))
                .append('\n');
        rule.verdicts()
                .forEach(verdict -> text.append("    ").append(say(verdict)).append('\n'));
    }

    private static String say(Verdict verdict) {
        String what = "";
        if (verdict instanceof Verdict.Forbid v) {
            what = "forbids " + v.gear();
        } else if (verdict instanceof Verdict.Prefer v) {
            what = "prefers " + v.gear() + String.format(java.util.Locale.ROOT, " by %+.2f", v.weight());
        } else if (verdict instanceof Verdict.Pin v) {
            what = "pins " + v.gear();
        } else if (verdict instanceof Verdict.Aim v) {
            what = "sets the objective " + v.objective();
        } else if (verdict instanceof Verdict.Limit v) {
            what = "limits " + v.budget() + " to " + v.amount();
        }
        return what + ": " + verdict.reason();
    }

    private static void missed(Missed rule, StringBuilder text) {
        text.append("  \"")
                .append(rule.rule())
                .append("\" (")
                .append(rule.where())
                .append("): ");
        text.append(rule.sight().condition().text().replaceAll("\\s+", " ")).append(" was never true");
        Sample nearest = rule.nearest();
        if (nearest != null && !nearest.names().isEmpty()) {
            text.append(nearest.owner().isEmpty() ? "; " : "; nearest " + nearest.owner() + ": ");
            text.append(String.join(", ", nearest.shown()));
        }
        text.append('\n');
    }

    static ObjectNode json(Explanation explanation) {
        ObjectNode json = JsonOutput.object();
        json.put("model", explanation.decision().model());
        json.put("goal", explanation.goal());
        json.set("decision", tree(explanation.decision()));
        ArrayNode fired = json.putArray("fired");
        explanation.fired().forEach(rule -> fired.add(tree(rule)));
        ArrayNode missed = json.putArray("missed");
        for (Missed rule : explanation.missed()) {
            ObjectNode entry = missed.addObject().put("rule", rule.rule()).put("where", rule.where());
            entry.put("condition", rule.sight().condition().text());
            entry.put("gap", rule.gap());
            Sample nearest = rule.nearest();
            entry.set("seen", tree(nearest == null ? List.of() : nearest.shown()));
        }
        addFlips(json, explanation.flips());
        return json;
    }

    static void addFlips(ObjectNode json, Flips.Found found) {
        json.put("chosen", found.chosen());
        ArrayNode all = json.putArray("flips");
        for (Flip flip : found.flips()) {
            ObjectNode entry = (ObjectNode) tree(flip);
            entry.put("kind", flip.kind().name());
            all.add(entry.put("text", Flips.say(flip)));
        }
        json.set("notSearched", tree(found.unsearched()));
        json.set("unknown", tree(found.unknown()));
        json.put("decisionsTried", found.decisions());
    }
}
