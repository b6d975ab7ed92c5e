package io.gearshift.simulator.importer;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a trace holds.
 *
 * @param policies all that decided, in the order they came into force
 * @param requests by model
 */
public record TraceInfo(
        TraceManifest manifest,
        List<PolicyId> policies,
        Instant first,
        Instant last,
        long events,
        int decisions,
        boolean isTorn,
        SortedMap<String, Long> requests,
        List<Channel> channels) {

    /** @throws IOException naming file and line of what cannot be read */
    public static TraceInfo of(TraceReader trace) throws IOException {
        List<Reading> readings = new ArrayList<>();
        SortedMap<String, Long> requests = new TreeMap<>();
        Set<PolicyId> policies = new LinkedHashSet<>();
        Instant[] ends = {Instant.EPOCH, Instant.EPOCH};
        long[] events = {0};
        trace.events(event -> {
            ends[0] = events[0]++ == 0 ? event.at() : ends[0];
            ends[1] = event.at();
            if (event instanceof LoopEvent.Started started) {
                policies.add(started.policy());
            } else if (event instanceof LoopEvent.PolicyChanged changed) {
                policies.add(changed.policy());
            } else if (event instanceof LoopEvent.Sensed sensed) {
                readings.addAll(sensed.readings());
            } else if (event instanceof LoopEvent.Served served) {
                served.observations().forEach(seen -> requests.merge(seen.model(), seen.requests(), Long::sum));
            }
        });
        return new TraceInfo(
                trace.manifest(),
                List.copyOf(policies),
                ends[0],
                ends[1],
                events[0],
                trace.decisions().size(),
                trace.isTorn(),
                requests,
                Channels.of(readings, Set.of()));
    }
}
