package io.gearshift.simulator.replay;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.clock.Agenda;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a recording under other rules. Sensors, requests, scenes and pins come as they were recorded; a swap that the
 * recording has too ends as it ended there, any other as long later as the gear last took, or as its profile says. What
 * the device would have done in the other gear (cooled sooner, say) is not modelled.
 */
public final class Counterfactual {

    private final TraceReader trace;
    private final Policy policy;
    private final VirtualLoop loop;
    private final Agenda<LoopEvent.SwapFinished> agenda = new Agenda<>();
    private final List<Decision> replayed = new ArrayList<>();
    private RecordedSwaps swaps = new RecordedSwaps();
    private @Nullable PolicyId recordedBy;
    private Instant first = Instant.EPOCH;
    private Instant last = Instant.EPOCH;
    private long events;
    private int estimated;

    private Counterfactual(TraceReader trace, Policy policy) {
        this.trace = trace;
        this.policy = policy;
        this.loop = new VirtualLoop(policy);
    }

    /** @throws IOException naming file and line of what cannot be read */
    public static Comparison run(TraceReader trace, Policy policy) throws IOException {
        return new Counterfactual(trace, policy).run();
    }

    private Comparison run() throws IOException {
        PolicyId by = trace.manifest().policy();
        List<Decision> recorded = DecisionDiff.read(trace);
        swaps = RecordedSwaps.of(trace, recorded);
        trace.events(this::next);
        return new Comparison(
                trace.folder(),
                recordedBy == null ? by : recordedBy,
                policy.id(),
                events,
                recorded.size(),
                replayed.size(),
                estimated,
                Duration.between(first, last),
                DecisionDiff.of(recorded, replayed));
    }

    private void next(LoopEvent event) {
        events++;
        first = events == 1 ? event.at() : first;
        last = event.at();
        LoopEvent.SwapFinished due = agenda.nextBefore(event.at(), events);
        while (due != null) {
            handle(due);
            due = agenda.nextBefore(event.at(), events);
        }
        if (event instanceof LoopEvent.SwapFinished finished) {
            swaps.passed(finished);
            LoopEvent.SwapFinished own = agenda.nextBefore(event.at(), events + 1);
            if (own != null) {
                handle(own);
            }
        } else {
            handle(underOtherRules(event));
        }
    }

    private LoopEvent underOtherRules(LoopEvent event) {
        if (event instanceof LoopEvent.Started e) {
            recordedBy = recordedBy == null ? e.policy() : recordedBy;
            return new LoopEvent.Started(e.at(), e.run(), e.settings(), policy.id(), e.scene(), e.pins(), e.gears());
        }
        return event instanceof LoopEvent.PolicyChanged e ? new LoopEvent.PolicyChanged(e.at(), policy.id()) : event;
    }

    private void handle(LoopEvent event) {
        List<Effect> effects = loop.handle(event);
        replayed.addAll(VirtualLoop.news(effects));
        for (Effect effect : effects) {
            if (effect instanceof Effect.StartSwap start) {
                RecordedSwaps.End end = swaps.end(start.plan(), event.at(), loop.state());
                estimated += end.isEstimated() ? 1 : 0;
                agenda.add(end.event().at(), end.sequence(), end.event());
            }
        }
    }
}
