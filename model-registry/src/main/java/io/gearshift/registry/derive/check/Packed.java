package io.gearshift.registry.derive.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * What model files take packed with gzip, as they are sent and stored.
 *
 * @param parentBytes the parent's
 * @param bytes the derived model's
 */
public record Packed(long parentBytes, long bytes) {

    public static Packed measure(Path parent, Path derived) throws IOException {
        return new Packed(size(parent), size(derived));
    }

    private static long size(Path file) throws IOException {
        Counter counter = new Counter();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new GZIPOutputStream(counter)) {
            in.transferTo(out);
        }
        return counter.bytes;
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] values, int from, int count) {
            bytes += count;
        }
    }

    /** How many times smaller. */
    public double compression() {
        return (double) parentBytes / bytes;
    }
}
