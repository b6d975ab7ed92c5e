package io.gearshift.metrics.decisionlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of some files, last line first, reading from the end in blocks. */
final class ReverseLines implements AutoCloseable {

    private static final int BLOCK = 64 * 1024;

    private final Deque<FileChannel> channels = new ArrayDeque<>();
    private final Deque<String> lines = new ArrayDeque<>();
    private byte[] head = {};
    private long position = -1;

    /** @param files in the order they are read; those that do not exist are left out */
    ReverseLines(List<Path> files) throws IOException {
        for (Path file : files) {
            if (Files.exists(file)) {
                channels.add(FileChannel.open(file, StandardOpenOption.READ));
            }
        }
    }

    /** The next line towards the beginning, without its end; null after the first one. */
    @Nullable
    String next() throws IOException {
        while (lines.isEmpty() && !channels.isEmpty()) {
            readBlock(channels.element());
        }
        return lines.pollFirst();
    }

    private void readBlock(FileChannel channel) throws IOException {
        if (position < 0) {
            position = channel.size();
        }
        int length = (int) Math.min(BLOCK, position);
        ByteBuffer block = ByteBuffer.allocate(length + head.length);
        block.limit(length);
        position -= length;
        while (block.hasRemaining() && channel.read(block, position + block.position()) >= 0) {}
        block.limit(block.capacity());
        block.put(head);
        split(block.array(), position == 0);
        if (position == 0) {
            channels.remove().close();
            position = -1;
        }
    }

    /** Whole lines go to {@code lines}; what stands before the first line end may go on in the block before. */
    private void split(byte[] bytes, boolean isFileStart) {
        int end = bytes.length;
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                add(bytes, i + 1, end);
                end = i;
            }
        }
        head = isFileStart ? new byte[0] : Arrays.copyOf(bytes, end);
        if (isFileStart) {
            add(bytes, 0, end);
        }
    }

    private void add(byte[] bytes, int from, int to) {
        if (to > from) {
            lines.addLast(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }
}
