package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.simulator.replay.Comparison;
import io.gearshift.simulator.replay.ReplayException;
import org.jspecify.annotations.Nullable;

/** What other rules would have decided. */
record ComparisonView(Comparison comparison) implements ReplayView {

    @Override
    public boolean isSame() {
        return comparison.differing().isEmpty();
    }

    @Override
    public String render() {
        StringBuilder text = new StringBuilder(String.format(
                "%s: %d events in %s%n  recorded  %d decisions by %s%n  replayed  %d decisions by %s%n",
                comparison.trace(),
                comparison.events(),
                Words.duration(comparison.recordedTime()),
                comparison.recorded(),
                ReplayException.name(comparison.recordedBy()),
                comparison.replayed(),
                ReplayException.name(comparison.replayedBy())));
        if (isSame()) {
            return text.append(String.format("  the same gears for the same reasons%n"))
                    .toString();
        }
        text.append(String.format(
                "  %d decisions differ%s%n", comparison.differing().size(), estimates()));
        for (Comparison.Differing differing : comparison.differing()) {
            text.append(String.format("  %s %s%n", differing.at(), differing.model()));
            text.append(String.format("    recorded  %s%n", summary(differing.recorded())));
            text.append(String.format("    replayed  %s%n", summary(differing.replayed())));
        }
        return text.toString();
    }

    private String estimates() {
        int n = comparison.estimatedSwaps();
        return n == 0 ? "" : "; " + n + (n == 1 ? " swap" : " swaps") + " not in the recording, of estimated length";
    }

    private static String summary(@Nullable Decision decision) {
        return decision == null ? "-" : decision.summary();
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = JsonOutput.object()
                .put("trace", comparison.trace().toString())
                .put("isSame", isSame())
                .put("events", comparison.events())
                .put("recorded", comparison.recorded())
                .put("replayed", comparison.replayed())
                .put("estimatedSwaps", comparison.estimatedSwaps())
                .put("recordedS", comparison.recordedTime().toMillis() / 1000.0);
        json.set("recordedBy", TraceJson.mapper().valueToTree(comparison.recordedBy()));
        json.set("replayedBy", TraceJson.mapper().valueToTree(comparison.replayedBy()));
        ArrayNode differing = json.putArray("differing");
        for (Comparison.Differing one : comparison.differing()) {
            ObjectNode node =
                    differing.addObject().put("at", one.at().toString()).put("model", one.model());
            node.set("recorded", TraceJson.mapper().valueToTree(one.recorded()));
            node.set("replayed", TraceJson.mapper().valueToTree(one.replayed()));
        }
        return json;
    }
}
