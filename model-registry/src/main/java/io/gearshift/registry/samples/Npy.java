package io.gearshift.registry.samples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An array in NumPy's file format (version 1 to 3, row-major, little-endian). Source: numpy.lib.format.
 *
 * @param type NumPy's name of the element type without byte order, e.g. {@code u1} or {@code f4}
 * @param shape sizes, outermost first
 * @param data little-endian elements, position 0 to limit; mapped, so the file must not be changed meanwhile
 */
public record Npy(String type, long[] shape, ByteBuffer data) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<|])([a-z]\\d+)'");
    private static final Pattern ROW_MAJOR = Pattern.compile("'fortran_order'\\s*:\\s*False");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

    /** @throws IOException when the file cannot be read, or is not such an array of the expected type */
    public static Npy read(Path file, String expectedType) throws IOException {
        Npy array = read(file);
        if (!array.type.equals(expectedType)) {
            throw new IOException(file + ": elements are " + array.type + " (expected: " + expectedType + ")");
        }
        return array;
    }

    /** @throws IOException when the file cannot be read, or is not such an array */
    public static Npy read(Path file) throws IOException {
        ByteBuffer bytes = map(file);
        if (bytes.remaining() < 12 || !ByteBuffer.wrap(MAGIC).equals(bytes.slice(0, MAGIC.length))) {
            throw new IOException(file + ": not a NumPy array (expected: the format's first bytes)");
        }
        boolean isShort = bytes.get(6) == 1;
        int headerAt = isShort ? 10 : 12;
        int headerBytes = isShort ? Short.toUnsignedInt(bytes.getShort(8)) : bytes.getInt(8);
        if (headerBytes < 0 || headerBytes > bytes.limit() - headerAt) {
            throw new IOException(file + ": cut short in its header");
        }
        byte[] text = new byte[headerBytes];
        bytes.get(headerAt, text);
        String header = new String(text, ISO_8859_1);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find() || !ROW_MAJOR.matcher(header).find()) {
            throw new IOException(file + ": " + header.strip() + " (expected: row-major, little-endian numbers)");
        }
        return of(file, type.group(2), sizes(shape.group(1)), bytes, headerAt + headerBytes);
    }

    private static Npy of(Path file, String type, long[] shape, ByteBuffer bytes, int from) throws IOException {
        long expected = Integer.parseInt(type.substring(1));
        for (long size : shape) {
            expected *= size;
        }
        ByteBuffer data = bytes.position(from).slice().order(ByteOrder.LITTLE_ENDIAN);
        if (data.remaining() != expected) {
            throw new IOException(file + ": " + data.remaining() + " bytes of elements (expected: " + expected + ")");
        }
        return new Npy(type, shape, data);
    }

    private static long[] sizes(String shape) {
        return Stream.of(shape.split(","))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException(file + ": " + channel.size() + " bytes (expected: at most 2 GB)");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Length of the outermost dimension; 0 for a scalar. */
    public int count() {
        return shape.length == 0 ? 0 : Math.toIntExact(shape[0]);
    }

    /** Elements in one entry of the outermost dimension. */
    public int width() {
        long width = 1;
        for (int i = 1; i < shape.length; i++) {
            width *= shape[i];
        }
        return Math.toIntExact(width);
    }

    /** Bytes of one element. */
    public int elementBytes() {
        return Integer.parseInt(type.substring(1));
    }
}
