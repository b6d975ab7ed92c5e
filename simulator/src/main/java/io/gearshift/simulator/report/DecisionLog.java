package io.gearshift.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.observe.CycleRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a policy decided, with its reasons, as a page shows it; of many the first shifts and the first holds. */
final class DecisionLog {

    private static final int MOST_SHIFTS = 400;
    private static final int MOST_HOLDS = 150;

    private final Instant start;
    private final List<ObjectNode> kept = new ArrayList<>();
    private int shifts;
    private int holds;

    DecisionLog(Instant start) {
        this.start = start;
    }

    void add(CycleRecord cycle) {
        for (Decision decision : cycle.news()) {
            boolean isShift = decision.action() == Action.SHIFT;
            shifts += isShift ? 1 : 0;
            holds += isShift ? 0 : 1;
            if (isShift ? shifts <= MOST_SHIFTS : holds <= MOST_HOLDS) {
                kept.add(json(decision));
            }
        }
    }

    void write(ObjectNode json) {
        ArrayNode list = json.putArray("decisions");
        kept.forEach(list::add);
        json.put("decisionsLeftOut", shifts + holds - kept.size());
    }

    private ObjectNode json(Decision decision) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("s", Rounded.of(Duration.between(start, decision.at()).toNanos() / 1e9, 3))
                .put("model", decision.model())
                .put("action", decision.action().name())
                .put("from", decision.from())
                .put("gear", decision.gear())
                .put("reason", decision.reason().name())
                .put("summary", decision.summary())
                .put("isDegraded", decision.isDegraded());
        ArrayNode reasons = json.putArray("reasons");
        decision.reasons().forEach(reason -> reasons.add(json(reason)));
        ArrayNode considered = json.putArray("considered");
        decision.considered().forEach(candidate -> considered.add(json(candidate)));
        return json;
    }

    private static ObjectNode json(Decision.Reason reason) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", reason.kind())
                .put("name", reason.name())
                .put("where", reason.where())
                .put("text", reason.text());
        ArrayNode evidence = json.putArray("evidence");
        reason.evidence().forEach(evidence::add);
        return json;
    }

    private static ObjectNode json(Decision.Considered candidate) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gear", candidate.gear());
        put(json, "score", candidate.score() == null ? Double.NaN : candidate.score());
        put(json, "latencyMs", candidate.latencyMs());
        put(json, "energyMj", candidate.energyMj());
        put(json, "accuracy", candidate.accuracy());
        ArrayNode notes = json.putArray("notes");
        candidate.rejectedBy().forEach(reason -> notes.add(reason.text()));
        candidate.preferences().forEach(reason -> notes.add(reason.text()));
        return json;
    }

    private static void put(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, Rounded.of(value, 4));
        }
    }
}
