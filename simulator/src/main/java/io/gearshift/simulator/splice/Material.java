package io.gearshift.simulator.splice;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.importer.TraceInfo;
import io.gearshift.simulator.importer.TraceOrigin;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace to work on.
 *
 * @param period from its first event to where its next turn would have been: its length when it is looped
 */
public record Material(
        String name,
        TraceManifest manifest,
        Recording recording,
        List<Decision> decisions,
        TraceOrigin origin,
        TraceInfo info,
        Duration period) {

    public Material {
        decisions = List.copyOf(decisions);
    }

    /**
     * @throws IOException naming file and line of what cannot be read
     * @throws SpliceException when no two turns of the loop are in it
     */
    public static Material of(TraceReader trace) throws IOException, SpliceException {
        TraceInfo info = TraceInfo.of(trace);
        Recording recording = Recording.of(trace);
        Turns turns = new Turns();
        recording.events(turns::see);
        return new Material(
                trace.folder().toString(),
                trace.manifest(),
                recording,
                recording.decisions(),
                TraceOrigin.of(trace, info),
                info,
                turns.period(trace.folder().toString()));
    }

    /** Finds the last two turns. */
    private static final class Turns {
        private @Nullable Instant first;
        private @Nullable Instant before;
        private @Nullable Instant last;

        void see(LoopEvent event) {
            first = first == null ? event.at() : first;
            if (event instanceof LoopEvent.Tick && (last == null || event.at().isAfter(last))) {
                before = last;
                last = event.at();
            }
        }

        Duration period(String name) throws SpliceException {
            if (first == null || before == null || last == null) {
                throw new SpliceException(
                        name + ": less than two turns of the loop in it (expected: at least two)",
                        "look at it with gearshift trace info");
            }
            return Duration.between(first, last).plus(Duration.between(before, last));
        }
    }

    public Instant start() {
        return info.first();
    }

    /** From its first event to its last. */
    public Duration length() {
        return Duration.between(info.first(), info.last());
    }
}
