package io.gearshift.core.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gearshift.core.loop.LoopEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a recording made by {@link TraceWriter}. */
public final class TraceReader {

    private static final int FORMAT = 1;

    private static final ObjectReader EVENT = TraceJson.mapper().readerFor(LoopEvent.class);

    /** Takes events in recorded order. */
    @FunctionalInterface
    public interface EventUse<X extends Exception> {
        void accept(LoopEvent event) throws X, IOException;
    }

    private final Path folder;

    public TraceReader(Path folder) throws IOException {
        this.folder = folder;
        for (String file : List.of(TraceManifest.FILE, TraceManifest.EVENTS, TraceManifest.DECISIONS)) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new IOException(
                        folder + ": no " + file + " (expected: a recording made with record.dir in the configuration)");
            }
        }
    }

    public Path folder() {
        return folder;
    }

    public TraceManifest manifest() throws IOException {
        Path file = folder.resolve(TraceManifest.FILE);
        try {
            TraceManifest manifest = TraceJson.mapper().readValue(file.toFile(), TraceManifest.class);
            if (manifest.format() != FORMAT) {
                throw new IOException(file + ": format: " + manifest.format() + " (expected: " + FORMAT
                        + "; it was recorded by another version)");
            }
            return manifest;
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * In recorded order. A last line without its end was being written when the recorder died, and is left out.
     *
     * @throws IOException naming file and line of what is no event
     */
    public <X extends Exception> void events(EventUse<X> use) throws X, IOException {
        try (TraceLines lines = new TraceLines(folder.resolve(TraceManifest.EVENTS))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                use.accept(event(line, lines));
            }
        }
    }

    private static LoopEvent event(String line, TraceLines lines) throws IOException {
        try {
            return EVENT.readValue(line);
        } catch (JsonProcessingException e) {
            throw new IOException(lines.where() + ": no event: " + e.getOriginalMessage(), e);
        }
    }

    /** The recorded decisions, one JSON document each; to be closed. */
    public TraceLines decisionLines() throws IOException {
        return new TraceLines(folder.resolve(TraceManifest.DECISIONS));
    }

    /** The same as a list. */
    public List<String> decisions() throws IOException {
        List<String> all = new ArrayList<>();
        try (TraceLines lines = decisionLines()) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    /** The recorder still writes or died before its end, so the last turns may be there in one file and not in the other. */
    public boolean isTorn() throws IOException {
        return Files.exists(folder.resolve(TraceManifest.OPEN))
                || TraceLines.isTorn(folder.resolve(TraceManifest.EVENTS))
                || TraceLines.isTorn(folder.resolve(TraceManifest.DECISIONS));
    }
}
