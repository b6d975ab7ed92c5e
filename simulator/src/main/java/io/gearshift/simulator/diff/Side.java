package io.gearshift.simulator.diff;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.policy.Policy;
import io.gearshift.simulator.replay.Gaps;
import io.gearshift.simulator.replay.PolicyRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One of the two policies while it runs: what it has in force, what it said last, what it cost. */
final class Side implements PolicyRun.Listener {

    /** One turn of the loop that decided. */
    private record Turn(LoopEvent event, LoopState before) {}

    /** From {@code at} on the model is to be in {@code gear}. */
    record Change(Instant at, String model, String gear) {}

    private final Listened policy;
    private final Meter meter;
    private final Map<String, String> gears = new TreeMap<>();
    private final Map<Change, Turn> changes = new LinkedHashMap<>();
    private final List<Turn> turns = new ArrayList<>();
    private @Nullable String firstFault;

    Side(Policy policy, Gaps gaps) {
        this.meter = new Meter(gaps);
        this.policy = new Listened(policy);
    }

    Listened policy() {
        return policy;
    }

    /** Before the next event of the recording: of what went before, only the last turn still counts. */
    void forget() {
        changes.clear();
        if (turns.size() > 1) {
            turns.subList(0, turns.size() - 1).clear();
        }
    }

    @Override
    public void handled(LoopEvent event, LoopState before, LoopState after, List<Effect> effects) {
        meter.handled(event, before, after, effects);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Publish published) {
                Turn turn = new Turn(event, before);
                turns.add(turn);
                published.cycle().decisions().forEach(decision -> note(turn, decision));
                String fault = published.cycle().policyFault();
                firstFault = firstFault == null && fault != null ? event.at() + ": " + fault : firstFault;
            }
        }
    }

    private void note(Turn turn, Decision decision) {
        String before = gears.put(decision.model(), decision.gear());
        if (!decision.gear().equals(before)) {
            changes.put(new Change(turn.event.at(), decision.model(), decision.gear()), turn);
        }
    }

    /** Since {@link #forget}. */
    Set<Change> changes() {
        return changes.keySet();
    }

    /** The turn that changed the model's gear then, else the last one before. */
    Moment moment(String model, Instant at) {
        Turn turn = turns.stream()
                .filter(one -> !one.event.at().isAfter(at))
                .reduce((earlier, later) -> later)
                .orElse(null);
        for (Map.Entry<Change, Turn> change : changes.entrySet()) {
            boolean isThen =
                    change.getKey().at().equals(at) && change.getKey().model().equals(model);
            turn = isThen ? change.getValue() : turn;
        }
        if (turn == null) {
            return new Moment(model, null, List.of(), policy.rules());
        }
        Decision decision = new ControlLoop(policy)
                .explain(turn.before, turn.event).stream()
                        .filter(one -> one.model().equals(model))
                        .findFirst()
                        .orElse(null);
        return new Moment(model, decision, policy.last().verdicts(), policy.rules());
    }

    Costs costs() {
        return meter.costs();
    }

    @Nullable
    String firstFault() {
        return firstFault;
    }
}
