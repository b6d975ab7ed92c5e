package io.gearshift.registry.oip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Direct, little-endian buffers that are used again, so that steady serving allocates next to nothing. Idle memory is
 * bounded; a buffer that finds no room is left to the garbage collector. Thread-safe.
 */
public final class BufferPool {

    /** Small enough not to waste, large enough that nearly all JSON headers fit one class. */
    private static final int SMALLEST = 4096;
    /** Sizes per doubling: at most a quarter of a buffer is unused. */
    private static final int STEPS_LOG2 = 2;

    private static final int LARGEST = 1 << 30;

    private final long maxIdleBytes;
    private final ConcurrentMap<Integer, ArrayDeque<ByteBuffer>> idle = new ConcurrentHashMap<>();
    private final AtomicLong idleBytes = new AtomicLong();
    private final AtomicLong usedBytes = new AtomicLong();

    /** @param maxIdleBytes most memory to keep while nobody uses it */
    public BufferPool(long maxIdleBytes) {
        this.maxIdleBytes = maxIdleBytes;
    }

    /** Everything taken through the scope comes back when it is closed. */
    public BufferScope open() {
        return new BufferScope(this);
    }

    /** Bytes of buffers that are taken now; 0 when nothing is being served. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** Bytes of buffers that wait to be used again. */
    public long idleBytes() {
        return idleBytes.get();
    }

    /** Position 0, limit {@code bytes}, at least 8-byte aligned; what it holds is left from before. */
    ByteBuffer take(int bytes) {
        int size = sizeClass(bytes);
        ByteBuffer buffer = idleOf(size);
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(size);
        }
        usedBytes.addAndGet(size);
        buffer.clear().limit(bytes);
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    private @Nullable ByteBuffer idleOf(int size) {
        ArrayDeque<ByteBuffer> buffers = idle.get(size);
        if (buffers == null) {
            return null;
        }
        synchronized (buffers) {
            ByteBuffer buffer = buffers.pollLast();
            if (buffer != null) {
                idleBytes.addAndGet(-size);
            }
            return buffer;
        }
    }

    void give(ByteBuffer buffer) {
        int size = buffer.capacity();
        usedBytes.addAndGet(-size);
        if (idleBytes.addAndGet(size) > maxIdleBytes) {
            idleBytes.addAndGet(-size);
            return;
        }
        ArrayDeque<ByteBuffer> buffers = idle.computeIfAbsent(size, s -> new ArrayDeque<>());
        synchronized (buffers) {
            buffers.addLast(buffer);
        }
    }

    /** The next size at or above {@code bytes}: four per doubling. */
    static int sizeClass(int bytes) {
        if (bytes <= SMALLEST) {
            return SMALLEST;
        }
        if (bytes > LARGEST) {
            return bytes;
        }
        int step = Integer.highestOneBit(bytes - 1) >> STEPS_LOG2;
        return (bytes + step - 1) / step * step;
    }
}
