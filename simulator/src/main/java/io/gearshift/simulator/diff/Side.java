package io.gearshift.simulator.diff;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.policy.Policy;
import io.gearshift.simulator.replay.PolicyRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One of the two policies while it runs: what it has in force, what it said last, what it cost. */
final class Side implements PolicyRun.Listener {

    /** From {@code at} on the model is to be in {@code gear}. */
    record Change(Instant at, String model, String gear) {}

    private final Listened policy;
    private final Meter meter;
    private final Map<String, Decision> latest = new TreeMap<>();
    private List<Change> changes = new ArrayList<>();
    private @Nullable String firstFault;

    Side(Policy policy, Gaps gaps) {
        this.meter = new Meter(gaps);
        this.policy = new Listened(policy);
    }

    Listened policy() {
        return policy;
    }

    @Override
    public void handled(LoopEvent event, LoopState before, LoopState after, List<Effect> effects) {
        meter.handled(event, before, after, effects);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Publish published) {
                published.cycle().decisions().forEach(decision -> note(event.at(), decision));
                String fault = published.cycle().policyFault();
                firstFault = firstFault == null && fault != null ? event.at() + ": " + fault : firstFault;
            }
        }
    }

    private void note(Instant at, Decision decision) {
        Decision before = latest.put(decision.model(), decision);
        if (before == null || !before.gear().equals(decision.gear())) {
            changes.add(new Change(at, decision.model(), decision.gear()));
        }
    }

    /** Since the last call. */
    List<Change> takeChanges() {
        List<Change> taken = changes;
        changes = new ArrayList<>();
        return taken;
    }

    @Nullable
    Decision latest(String model) {
        return latest.get(model);
    }

    Costs costs() {
        return meter.costs();
    }

    @Nullable
    String firstFault() {
        return firstFault;
    }
}
