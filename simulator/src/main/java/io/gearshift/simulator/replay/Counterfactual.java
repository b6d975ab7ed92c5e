package io.gearshift.simulator.replay;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.trace.TraceReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what a recording decided with what other rules decide on it; see {@link PolicyRun} for what is modelled. */
public final class Counterfactual {

    private final TraceReader trace;
    private final Policy policy;
    private final List<Decision> replayed = new ArrayList<>();
    private @Nullable PolicyId recordedBy;
    private Instant first = Instant.EPOCH;
    private Instant last = Instant.EPOCH;
    private long events;

    private Counterfactual(TraceReader trace, Policy policy) {
        this.trace = trace;
        this.policy = policy;
    }

    /** @throws IOException naming file and line of what cannot be read */
    public static Comparison run(TraceReader trace, Policy policy) throws IOException {
        return new Counterfactual(trace, policy).run();
    }

    private Comparison run() throws IOException {
        PolicyId by = trace.manifest().policy();
        List<Decision> recorded = DecisionDiff.read(trace);
        PolicyRun.Listener listener = (event, before, after, effects) -> replayed.addAll(VirtualLoop.news(effects));
        PolicyRun run = new PolicyRun(policy, RecordedSwaps.of(Recording.of(trace)), listener);
        trace.events(event -> next(event, run));
        return new Comparison(
                trace.folder(),
                recordedBy == null ? by : recordedBy,
                policy.id(),
                events,
                recorded.size(),
                replayed.size(),
                run.estimatedSwaps(),
                Duration.between(first, last),
                DecisionDiff.of(recorded, replayed));
    }

    private void next(LoopEvent event, PolicyRun run) {
        events++;
        first = events == 1 ? event.at() : first;
        last = event.at();
        if (event instanceof LoopEvent.Started started && recordedBy == null) {
            recordedBy = started.policy();
        }
        run.next(event);
    }
}
