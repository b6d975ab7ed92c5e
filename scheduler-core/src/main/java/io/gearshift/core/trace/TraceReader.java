package io.gearshift.core.trace;

import com.fasterxml.jackson.databind.ObjectReader;
import io.gearshift.core.loop.LoopEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads a recording made by {@link TraceWriter}. */
public final class TraceReader {

    private static final ObjectReader EVENT = TraceJson.mapper().readerFor(LoopEvent.class);

    private final Path folder;

    public TraceReader(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.isRegularFile(folder.resolve(TraceManifest.FILE))) {
            throw new IOException(folder + ": no " + TraceManifest.FILE
                    + " (expected: a recording made with record.dir in the configuration)");
        }
    }

    public TraceManifest manifest() throws IOException {
        return TraceJson.mapper().readValue(folder.resolve(TraceManifest.FILE).toFile(), TraceManifest.class);
    }

    /** In recorded order. A last line without its end was being written when the recorder died, and is left out. */
    public void events(Consumer<LoopEvent> use) throws IOException {
        Path file = folder.resolve(TraceManifest.EVENTS);
        try (BufferedReader in = Files.newBufferedReader(file)) {
            int number = 0;
            String line = in.readLine();
            while (line != null) {
                String next = in.readLine();
                number++;
                try {
                    use.accept(EVENT.readValue(line));
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    if (next != null) {
                        throw new IOException(file + ":" + number + ": " + e.getOriginalMessage(), e);
                    }
                }
                line = next;
            }
        }
    }

    /** The recorded decisions, one JSON document each. */
    public List<String> decisions() throws IOException {
        return Files.readAllLines(folder.resolve(TraceManifest.DECISIONS));
    }
}
