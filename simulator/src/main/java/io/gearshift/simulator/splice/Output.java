package io.gearshift.simulator.splice;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceWriter;
import io.gearshift.simulator.importer.TraceOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes a trace: events in order, each decision before the first event that comes after it. */
final class Output implements AutoCloseable {

    private final TraceWriter writer;
    private final Deque<Decision> decisions;

    /** @param folder new or empty */
    Output(Path folder, TraceManifest manifest, TraceOrigin origin, List<Decision> decisions) throws IOException {
        this.writer = new TraceWriter(folder, manifest, Long.MAX_VALUE);
        this.decisions = new ArrayDeque<>(decisions);
        Files.writeString(
                folder.resolve(TraceOrigin.FILE),
                TraceJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(origin)
                        + System.lineSeparator());
    }

    void event(LoopEvent event) throws IOException {
        while (!decisions.isEmpty() && decisions.peek().at().isBefore(event.at())) {
            writer.decision(decisions.remove());
        }
        writer.event(event);
    }

    @Override
    public void close() throws IOException {
        try (writer) {
            while (!decisions.isEmpty()) {
                writer.decision(decisions.remove());
            }
        }
    }
}
