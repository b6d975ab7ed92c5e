package io.gearshift.registry.oip;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The buffers of one request; one thread at a time. Closing gives them all back, a second close does nothing. */
public final class BufferScope implements AutoCloseable {

    private final BufferPool pool;
    private final List<ByteBuffer> taken = new ArrayList<>(4);

    BufferScope(BufferPool pool) {
        this.pool = pool;
    }

    /** A direct little-endian buffer, position 0, limit {@code bytes}; what it holds is left from before. */
    public ByteBuffer take(int bytes) {
        ByteBuffer buffer = pool.take(bytes);
        taken.add(buffer);
        return buffer;
    }

    /**
     * Makes room for {@code more} bytes after the position: the same buffer when its capacity allows, else a copy in one
     * at least twice as large. The limit is set to the end of the room.
     */
    public ByteBuffer grow(ByteBuffer buffer, int more) {
        long needed = (long) buffer.position() + more;
        if (needed <= buffer.capacity()) {
            return buffer.limit(Math.max(buffer.limit(), (int) needed));
        }
        long size = Math.min(Math.max(needed, 2L * buffer.capacity()), Integer.MAX_VALUE - 8L);
        if (needed > size) {
            throw OipErrors.invalid("body: more than 2 GiB of tensor data (expected: less)");
        }
        ByteBuffer larger = take((int) size);
        larger.put(buffer.flip());
        taken.remove(indexOf(buffer));
        pool.give(buffer);
        return larger;
    }

    private int indexOf(ByteBuffer buffer) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            if (taken.get(i) == buffer) {
                return i;
            }
        }
        throw new IllegalArgumentException("buffer: not of this scope");
    }

    @Override
    public void close() {
        taken.forEach(pool::give);
        taken.clear();
    }
}
