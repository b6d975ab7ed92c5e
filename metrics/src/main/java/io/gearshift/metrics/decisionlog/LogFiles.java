package io.gearshift.metrics.decisionlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file being written and the one before it. Used under the log's lock. */
final class LogFiles implements AutoCloseable {

    private final Path current;
    private final Path older;
    private final long maxBytes;
    private FileChannel channel;
    private long size;

    private LogFiles(Path dir, long maxBytes) throws IOException {
        this.current = dir.resolve("decisions.jsonl");
        this.older = dir.resolve("decisions.1.jsonl");
        this.maxBytes = maxBytes;
        this.channel = open(current);
        this.size = channel.size();
    }

    static LogFiles open(Path dir, long maxBytes) throws IOException {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: > 0)");
        }
        Files.createDirectories(dir);
        LogFiles files = new LogFiles(dir, maxBytes);
        files.sealTornLine();
        return files;
    }

    /** A process killed while writing leaves half a line: end it, so that the next one stands alone. */
    private void sealTornLine() throws IOException {
        if (size > 0) {
            ByteBuffer last = ByteBuffer.allocate(1);
            try (FileChannel reader = FileChannel.open(current, StandardOpenOption.READ)) {
                reader.read(last, size - 1);
            }
            if (last.get(0) != '\n') {
                write(new byte[] {'\n'});
            }
        }
    }

    void append(byte[] line) throws IOException {
        if (size > 0 && size + line.length > maxBytes / 2) {
            rotate();
        }
        write(line);
    }

    private void rotate() throws IOException {
        channel.close();
        try {
            Files.move(current, older, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            channel = open(current);
            size = channel.size();
        }
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            size += channel.write(buffer);
        }
    }

    ReverseLines newestFirst() throws IOException {
        return new ReverseLines(List.of(current, older));
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return current.toString();
    }
}
