package io.gearshift.simulator.replay;

import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.policy.Policy;
import io.gearshift.simulator.clock.Agenda;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The daemon's loop under rules of one's choice on a recording's events. Sensors, requests, scenes and pins come as they
 * were recorded; a swap that the recording has too ends as it ended there, any other as long later as the gear last took,
 * or as its profile says. What the device would have done in the other gear (cooled sooner, say) is not modelled.
 */
public final class PolicyRun {

    /** Watches the run. */
    public interface Listener {

        /**
         * @param event as the loop got it, under the run's own policy
         * @param before the state that it met
         */
        void handled(LoopEvent event, LoopState before, LoopState after, List<Effect> effects);
    }

    private final Policy policy;
    private final VirtualLoop loop;
    private final RecordedSwaps swaps;
    private final Listener listener;
    private final Agenda<LoopEvent.SwapFinished> agenda = new Agenda<>();
    private long events;
    private int estimatedSwaps;

    PolicyRun(Policy policy, RecordedSwaps swaps, Listener listener) {
        this.policy = policy;
        this.loop = new VirtualLoop(policy);
        this.swaps = swaps;
        this.listener = listener;
    }

    /** One run per listener, to be fed with the recording's events in step. */
    public static List<PolicyRun> of(Recording recording, List<Policy> policies, List<? extends Listener> listeners)
            throws IOException {
        RecordedSwaps swaps = RecordedSwaps.of(recording);
        return IntStream.range(0, policies.size())
                .mapToObj(i -> new PolicyRun(policies.get(i), swaps.anew(), listeners.get(i)))
                .toList();
    }

    /** Swaps that never happened in the recording, so that their length is an estimate. */
    public int estimatedSwaps() {
        return estimatedSwaps;
    }

    /** To be called with every event of the recording, in order. */
    public void next(LoopEvent event) {
        events++;
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
            handle(Demand.answered(underOwnRules(event), loop.state()));
        }
    }

    private LoopEvent underOwnRules(LoopEvent event) {
        if (event instanceof LoopEvent.Started e) {
            return new LoopEvent.Started(e.at(), e.run(), e.settings(), policy.id(), e.scene(), e.pins(), e.gears());
        }
        return event instanceof LoopEvent.PolicyChanged e ? new LoopEvent.PolicyChanged(e.at(), policy.id()) : event;
    }

    private void handle(LoopEvent event) {
        LoopState before = loop.state();
        List<Effect> effects = loop.handle(event);
        listener.handled(event, before, loop.state(), effects);
        for (Effect effect : effects) {
            if (effect instanceof Effect.StartSwap start) {
                RecordedSwaps.End end = swaps.end(start.plan(), event.at(), loop.state());
                estimatedSwaps += end.isEstimated() ? 1 : 0;
                agenda.add(end.event().at(), end.sequence(), end.event());
            }
        }
    }
}
