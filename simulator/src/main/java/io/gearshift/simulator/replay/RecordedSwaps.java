package io.gearshift.simulator.replay;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.ModelState;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.simulator.clock.Agenda;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How swaps of a recording ended, for swaps that are asked for again and for others like them. */
final class RecordedSwaps {

    /**
     * How a swap ends on virtual time.
     *
     * @param sequence the recorded event's, so that it keeps its place among events of the same instant
     */
    record End(LoopEvent.SwapFinished event, long sequence, boolean isEstimated) {}

    private record Recorded(LoopEvent.SwapFinished event, long sequence) {}

    private final Map<String, Instant> decidedAt;
    private final Map<String, Recorded> byDecision;
    private final Map<String, SwapResult> latest = new HashMap<>();
    private long sequence;

    private RecordedSwaps(Map<String, Instant> decidedAt, Map<String, Recorded> byDecision) {
        this.decidedAt = decidedAt;
        this.byDecision = byDecision;
    }

    static RecordedSwaps of(Recording recording) throws IOException {
        RecordedSwaps swaps = new RecordedSwaps(new HashMap<>(), new HashMap<>());
        recording.decisions().forEach(decision -> swaps.decidedAt.put(decision.id(), decision.at()));
        recording.events(swaps::add);
        return swaps;
    }

    /** The same recording at its beginning, for another run. */
    RecordedSwaps anew() {
        return new RecordedSwaps(decidedAt, byDecision);
    }

    private void add(LoopEvent event) {
        sequence++;
        if (event instanceof LoopEvent.SwapFinished finished) {
            byDecision.put(finished.result().plan().decision(), new Recorded(finished, sequence));
        }
    }

    /** Virtual time has come past this recorded end. */
    void passed(LoopEvent.SwapFinished finished) {
        latest.put(key(finished.result().plan()), finished.result());
    }

    End end(SwapPlan plan, Instant now, LoopState state) {
        Recorded same = byDecision.get(plan.decision());
        boolean isSameMoment = now.equals(decidedAt.get(plan.decision()));
        if (same != null && isSameMoment && same.event().result().plan().equals(plan)) {
            return new End(same.event(), same.sequence(), false);
        }
        SwapResult like = latest.get(key(plan));
        double ms = like == null ? loadMs(plan, state) : total(like);
        SwapResult result = like == null
                ? new SwapResult(plan, false, Map.of(), null, null)
                : new SwapResult(plan, like.wasResident(), like.phaseMs(), like.failedIn(), like.problem());
        Instant at = now.plus(Duration.ofNanos((long) (ms * 1e6)));
        return new End(new LoopEvent.SwapFinished(at, result), Agenda.LAST, true);
    }

    private static String key(SwapPlan plan) {
        return plan.model() + '\n' + plan.to();
    }

    private static double total(SwapResult result) {
        return result.phaseMs().values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .sum();
    }

    private static double loadMs(SwapPlan plan, LoopState state) {
        ModelState model = state.models().get(plan.model());
        GearSpec gear = model == null ? null : find(model, plan.to());
        return gear == null ? 0 : gear.profile().loadMs();
    }

    private static @Nullable GearSpec find(ModelState model, String name) {
        return model.spec().gears().stream()
                .filter(gear -> gear.gear().equals(name))
                .findFirst()
                .orElse(null);
    }
}
