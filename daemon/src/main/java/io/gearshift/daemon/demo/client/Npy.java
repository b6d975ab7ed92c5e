package io.gearshift.daemon.demo.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An array in NumPy's file format (version 1 to 3, row-major, little-endian). Source: numpy.lib.format.
 *
 * @param type NumPy's name of the element type without byte order, e.g. {@code u1} or {@code i2}
 * @param shape sizes, outermost first
 * @param data little-endian elements, position 0 to limit
 */
public record Npy(String type, int[] shape, ByteBuffer data) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<|])([a-z]\\d+)'");
    private static final Pattern ROW_MAJOR = Pattern.compile("'fortran_order'\\s*:\\s*False");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

    /** @throws IOException when the file cannot be read, or is not such an array of the expected type */
    public static Npy read(Path file, String expectedType) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < 10 || !ByteBuffer.wrap(MAGIC).equals(bytes.slice(0, MAGIC.length))) {
            throw new IOException(file + ": not a NumPy array (expected: the format's first bytes)");
        }
        boolean isShort = bytes.get(6) == 1;
        int headerAt = isShort ? 10 : 12;
        int headerBytes = isShort ? Short.toUnsignedInt(bytes.getShort(8)) : bytes.getInt(8);
        if (headerBytes < 0 || headerBytes > bytes.limit() - headerAt) {
            throw new IOException(file + ": cut short in its header");
        }
        String header = new String(bytes.array(), headerAt, headerBytes, ISO_8859_1);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        boolean isUnderstood =
                type.find() && shape.find() && ROW_MAJOR.matcher(header).find();
        if (!isUnderstood || !type.group(2).equals(expectedType)) {
            throw new IOException(
                    file + ": " + header.strip() + " (expected: row-major, little-endian " + expectedType + ")");
        }
        int[] sizes = Stream.of(shape.group(1).split(","))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        long expected = Integer.parseInt(expectedType.substring(1));
        for (int size : sizes) {
            expected *= size;
        }
        ByteBuffer data = bytes.position(headerAt + headerBytes).slice().order(ByteOrder.LITTLE_ENDIAN);
        if (data.remaining() != expected) {
            throw new IOException(file + ": " + data.remaining() + " bytes of elements (expected: " + expected + ")");
        }
        return new Npy(expectedType, sizes, data);
    }

    /** Length of the outermost dimension. */
    public int count() {
        return shape[0];
    }

    /** Elements in one entry of the outermost dimension. */
    public int width() {
        int width = 1;
        for (int i = 1; i < shape.length; i++) {
            width *= shape[i];
        }
        return width;
    }
}
