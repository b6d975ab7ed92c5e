package io.gearshift.simulator.splice;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.text.Durations;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.simulator.importer.TraceOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A part of a trace, with its gaps. A part that does not begin at the beginning is told first what holds by then: models, scene,
 * pins, gears, links, and readings that are not too old.
 *
 * @param from after the trace's first event
 * @param to of the same
 */
public record Cut(Duration from, Duration to) {

    /** @throws SpliceException for a part that is empty, lies beyond the trace or has no two turns of the loop */
    public void write(Material trace, Path folder) throws IOException, SpliceException {
        if (from.compareTo(to) >= 0) {
            throw new SpliceException(
                    "--from " + Durations.format(from) + " is not before --to " + Durations.format(to), "");
        }
        if (to.compareTo(trace.length()) > 0) {
            throw new SpliceException(
                    trace.name() + ": --to " + Durations.format(to) + " is beyond its end at "
                            + Durations.format(trace.length()),
                    "leave --to out to cut up to the end");
        }
        requireTurns(trace);
        Instant begin = trace.start().plus(from);
        Instant end = trace.start().plus(to);
        boolean isWhole = from.isZero();
        List<Decision> kept = trace.decisions().stream()
                .filter(decision -> (isWhole || decision.at().isAfter(begin))
                        && !decision.at().isAfter(end))
                .toList();
        try (Output out = new Output(folder, manifest(trace, begin), origin(trace), kept)) {
            Standing standing = new Standing();
            Deque<Decision> decisions = new ArrayDeque<>(trace.decisions());
            boolean[] hasBegun = {isWhole};
            trace.recording().events(event -> {
                if (!hasBegun[0] && event.at().isAfter(begin)) {
                    while (!decisions.isEmpty() && !decisions.peek().at().isAfter(begin)) {
                        standing.see(decisions.remove());
                    }
                    for (LoopEvent told : standing.told(begin)) {
                        out.event(told);
                    }
                    out.event(new LoopEvent.Tick(begin));
                    hasBegun[0] = true;
                }
                if (hasBegun[0] && !event.at().isAfter(end)) {
                    out.event(event);
                } else if (!hasBegun[0]) {
                    standing.see(event);
                }
            });
        }
    }

    private void requireTurns(Material trace) throws IOException, SpliceException {
        Instant begin = trace.start().plus(from);
        Instant end = trace.start().plus(to);
        int[] seen = new int[2];
        trace.recording().events(event -> {
            if (event.at().isAfter(begin) && !event.at().isAfter(end)) {
                seen[0] += event instanceof LoopEvent.Tick ? 1 : 0;
                seen[1] += event instanceof LoopEvent.Sensed ? 1 : 0;
            }
        });
        String part = trace.name() + ": from " + Durations.format(from) + " to " + Durations.format(to);
        if (seen[0] < 2) {
            throw new SpliceException(part + ": less than two turns of the loop in it (expected: at least two)", "");
        }
        if (seen[1] == 0 && !trace.info().channels().isEmpty()) {
            throw new SpliceException(part + " is a gap: no reading in it", "");
        }
    }

    private static TraceManifest manifest(Material trace, Instant begin) {
        TraceManifest of = trace.manifest();
        return new TraceManifest(
                of.format(), of.device(), begin, of.run(), of.policy(), of.objective(), of.relaxationOrder());
    }

    private TraceOrigin origin(Material trace) {
        TraceOrigin of = trace.origin();
        String what = "cut from " + Durations.format(from) + " to " + Durations.format(to) + " of " + trace.name();
        return new TraceOrigin(what, of.isSameLoop() && from.isZero(), of.sources(), of.channels(), of.assumed());
    }
}
