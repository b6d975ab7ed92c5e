package io.gearshift.registry.samples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes an array in NumPy's file format, entry by entry of its first dimension, so that it need not fit into memory. */
public final class NpyWriter implements AutoCloseable {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int HEADER_AT = MAGIC.length + Short.BYTES;
    private static final int ALIGNMENT = 64;

    private final OutputStream out;

    /** @param type with byte order, as {@code <f4} */
    public NpyWriter(Path file, String type, long... shape) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file));
        String sizes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", ")) + ",";
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int padding = ALIGNMENT - (HEADER_AT + header.length() + 1) % ALIGNMENT;
        byte[] bytes = (header + " ".repeat(padding) + "\n").getBytes(ISO_8859_1);
        out.write(MAGIC);
        out.write(ByteBuffer.allocate(Short.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) bytes.length)
                .array());
        out.write(bytes);
    }

    public void floats(float... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    /** Values 0..255, rounded. */
    void bytes(float... values) throws IOException {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
        }
        out.write(bytes);
    }

    void longs(long... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        out.write(bytes.array());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
