package io.gearshift.core.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The lines of one file of a recording, one after the other. A last line without its end is left out. */
public final class TraceLines implements AutoCloseable {

    private final Path file;
    private final BufferedReader in;
    private final boolean isTorn;
    private @Nullable String ahead;
    private long number;

    TraceLines(Path file) throws IOException {
        this.file = file;
        this.isTorn = isTorn(file);
        this.in = Files.newBufferedReader(file);
        this.ahead = in.readLine();
    }

    /** The last line has no end: it was being written when the recorder died. */
    static boolean isTorn(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    /** Null after the last one. */
    public @Nullable String next() throws IOException {
        String line = ahead;
        if (line == null) {
            return null;
        }
        ahead = in.readLine();
        if (ahead == null && isTorn) {
            return null;
        }
        number++;
        return line;
    }

    /** Of the line that {@link #next()} gave last, from 1. */
    public long number() {
        return number;
    }

    /** Where that line is, for messages. */
    String where() {
        return file + ":" + number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
