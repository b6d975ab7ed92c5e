package io.gearshift.registry.oip;

import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes into a buffer of a scope that grows as needed. */
final class ScopedOutput extends OutputStream {

    private final BufferScope scope;
    private ByteBuffer bytes;

    ScopedOutput(BufferScope scope, int initialBytes) {
        this.scope = scope;
        this.bytes = scope.take(initialBytes);
    }

    int size() {
        return bytes.position();
    }

    @Override
    public void write(int b) {
        bytes = scope.grow(bytes, 1);
        bytes.put((byte) b);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        bytes = scope.grow(bytes, length);
        bytes.put(from, offset, length);
    }

    void write(ByteBuffer from) {
        bytes = scope.grow(bytes, from.remaining());
        bytes.put(from.duplicate());
    }

    /** What was written, from position to limit. */
    ByteBuffer finish() {
        return bytes.flip();
    }
}
