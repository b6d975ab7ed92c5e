package io.gearshift.core.trace;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a recording: a folder with a manifest, every event that reached the loop and every decision that was news, one
 * JSON document a line in the order they happened. Owned by one thread. Stops, and says so, at its size limit: a recording
 * with a hole could not be replayed. An event and the decisions that follow it are one turn, and are written together or
 * not at all.
 */
public final class TraceWriter implements AutoCloseable {

    private static final ObjectWriter EVENT = TraceJson.mapper().writerFor(LoopEvent.class);

    private final Path open;
    private final OutputStream events;
    private final OutputStream decisions;
    private final long limitBytes;
    private final ByteArrayOutputStream turnEvent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream turnDecisions = new ByteArrayOutputStream();
    private long written;
    private boolean isFull;

    public TraceWriter(Path folder, TraceManifest manifest, long limitBytes) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(TraceManifest.FILE), TraceJson.mapper().writeValueAsBytes(manifest));
        this.open = Files.write(folder.resolve(TraceManifest.OPEN), new byte[0]);
        this.events = open(folder.resolve(TraceManifest.EVENTS));
        this.decisions = open(folder.resolve(TraceManifest.DECISIONS));
        this.limitBytes = limitBytes;
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), 1 << 14);
    }

    /** True once the limit was reached and recording has ended. Known of a turn when the next one begins. */
    public boolean isFull() {
        return isFull;
    }

    /** Begins a turn. */
    public void event(LoopEvent event) throws IOException {
        endTurn();
        line(turnEvent, EVENT.writeValueAsBytes(event));
    }

    /** A decision of the turn that the last event began. */
    public void decision(Decision decision) throws IOException {
        line(turnDecisions, TraceJson.mapper().writeValueAsBytes(decision));
    }

    private void line(ByteArrayOutputStream out, byte[] json) {
        if (!isFull) {
            out.writeBytes(json);
            out.write('\n');
        }
    }

    private void endTurn() throws IOException {
        long size = turnEvent.size() + turnDecisions.size();
        isFull |= written + size > limitBytes;
        if (!isFull) {
            turnEvent.writeTo(events);
            turnDecisions.writeTo(decisions);
            written += size;
        }
        turnEvent.reset();
        turnDecisions.reset();
    }

    /** Between turns only. */
    public void flush() throws IOException {
        endTurn();
        events.flush();
        decisions.flush();
    }

    @Override
    public void close() throws IOException {
        try (events;
                decisions) {
            flush();
        }
        Files.deleteIfExists(open);
    }
}
