package io.gearshift.daemon.shell;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.observe.CycleListener;
import io.gearshift.core.observe.CycleRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recent decisions, with their reason trees. Bounded; beside the ring, the decision that put each model's gear in
 * force and the model's latest stay as long as they hold.
 */
final class DecisionStore implements CycleListener {

    private static final int RECENT = 256;

    private final Deque<Decision> recent = new ArrayDeque<>(RECENT);
    private final Map<String, Decision> shifts = new LinkedHashMap<>();
    private final Map<String, Decision> latest = new LinkedHashMap<>();

    @Override
    public synchronized void onCycle(CycleRecord cycle) {
        for (Decision decision : cycle.decisions()) {
            latest.put(decision.model(), decision);
        }
        for (Decision decision : cycle.news()) {
            if (decision.action() == Action.SHIFT) {
                shifts.put(decision.model(), decision);
            }
            if (recent.size() == RECENT) {
                recent.removeLast();
            }
            recent.addFirst(decision);
        }
    }

    synchronized Optional<Decision> find(String id) {
        return all(null).stream().filter(decision -> decision.id().equals(id)).findFirst();
    }

    /** Newest first; the latest of each model as it was last explained. */
    synchronized List<Decision> list(String model, int limit) {
        return all(model.isEmpty() ? null : model).stream().limit(limit).toList();
    }

    private List<Decision> all(@org.jspecify.annotations.Nullable String model) {
        Map<String, Decision> byId = new LinkedHashMap<>();
        for (Decision decision : recent) {
            Decision current = latest.get(decision.model());
            byId.put(decision.id(), current != null && current.id().equals(decision.id()) ? current : decision);
        }
        shifts.values().forEach(decision -> byId.putIfAbsent(decision.id(), decision));
        latest.values().forEach(decision -> byId.putIfAbsent(decision.id(), decision));
        List<Decision> found = new ArrayList<>();
        for (Decision decision : byId.values()) {
            if (model == null || decision.model().equals(model)) {
                found.add(decision);
            }
        }
        return found;
    }
}
