package io.gearshift.simulator.replay;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.core.trace.TraceLines;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a recording again under the rules that decided it, and compares the decisions byte for byte. Recorded swaps end
 * as they ended then, so nothing is estimated.
 */
public final class Replay {

    private final Function<PolicyId, Optional<Policy>> policies;

    /** @param policies the rules of each hash, at hand or not; stay the caller's to close */
    public Replay(Function<PolicyId, Optional<Policy>> policies) {
        this.policies = policies;
    }

    /**
     * @throws IOException naming file and line of what cannot be read
     * @throws ReplayException when the rules of some part are not at hand
     */
    public ReplayResult run(TraceReader trace) throws IOException, ReplayException {
        TraceManifest manifest = trace.manifest();
        long begin = System.nanoTime();
        try (TraceLines recorded = trace.decisionLines()) {
            Run run = new Run(trace, recorded);
            trace.events(run::handle);
            run.end();
            return run.result(manifest, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** One pass over a recording. */
    private final class Run {
        private final TraceReader trace;
        private final TraceLines recorded;
        private @Nullable VirtualLoop loop;
        private Instant first = Instant.EPOCH;
        private Instant last = Instant.EPOCH;
        private final Set<PolicyId> seen = new LinkedHashSet<>();
        private long events;
        private long replayed;
        private @Nullable Difference difference;

        Run(TraceReader trace, TraceLines recorded) {
            this.trace = trace;
            this.recorded = recorded;
        }

        void handle(LoopEvent event) throws IOException, ReplayException {
            events++;
            last = event.at();
            for (Decision decision : VirtualLoop.news(loop(event).handle(event))) {
                replayed++;
                compare(TraceJson.mapper().writeValueAsString(decision));
            }
        }

        private VirtualLoop loop(LoopEvent event) throws ReplayException {
            if (event instanceof LoopEvent.Started started) {
                first = loop == null ? event.at() : first;
                loop = new VirtualLoop(policy(started.policy()));
            } else if (loop == null) {
                throw new ReplayException(where() + ": the recording does not begin with the daemon's start");
            } else if (event instanceof LoopEvent.PolicyChanged changed) {
                loop.use(policy(changed.policy()));
            }
            return loop;
        }

        private Policy policy(PolicyId id) throws ReplayException {
            seen.add(id);
            return policies.apply(id).orElseThrow(() -> ReplayException.noPolicy(where(), id));
        }

        private String where() {
            return trace.folder().resolve(TraceManifest.EVENTS) + ":" + events;
        }

        /** After the first difference decisions are only counted: everything behind it may follow from it. */
        private void compare(String json) throws IOException {
            String line = recorded.next();
            boolean isTail = line == null && trace.isTorn();
            if (difference == null && !json.equals(line) && !isTail) {
                difference = new Difference(
                        line == null ? recorded.number() + 1 : recorded.number(),
                        line,
                        json,
                        line == null ? List.of() : FieldDiff.of(line, json));
            }
        }

        void end() throws IOException {
            for (String line = recorded.next(); line != null; line = recorded.next()) {
                if (difference == null && !trace.isTorn()) {
                    difference = new Difference(recorded.number(), line, null, List.of());
                }
            }
        }

        ReplayResult result(TraceManifest manifest, Duration took) throws IOException {
            return new ReplayResult(
                    trace.folder(),
                    manifest,
                    List.copyOf(seen),
                    events,
                    recorded.number(),
                    replayed,
                    trace.isTorn(),
                    Duration.between(first, last),
                    took,
                    difference);
        }
    }
}
