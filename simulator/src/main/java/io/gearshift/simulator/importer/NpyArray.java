package io.gearshift.simulator.importer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One array of NumPy's {@code .npy} format, versions 1 and 2, little-endian, in C order.
 *
 * @param type NumPy's, without the byte order: {@code f4}, {@code f8}, {@code U10}
 * @param rows 1 for a scalar
 * @param columns 1 for a vector
 */
record NpyArray(String type, int rows, int columns, ByteBuffer data) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr': '[<|]([a-zA-Z]\\d+)'");
    private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d*),? ?(\\d*)\\)");

    /** @throws IOException saying what it is instead */
    static NpyArray read(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (byte expected : MAGIC) {
            if (!in.hasRemaining() || in.get() != expected) {
                throw new IOException("no NumPy array");
            }
        }
        int version = in.get();
        in.get();
        int length = version == 1 ? in.getShort() & 0xffff : in.getInt();
        if (version > 2 || length < 0 || length > in.remaining()) {
            throw new IOException("a NumPy array of version " + version + " that is cut off or too new");
        }
        String header = new String(bytes, in.position(), length, StandardCharsets.ISO_8859_1);
        in.position(in.position() + length);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find() || header.contains("'fortran_order': True")) {
            throw new IOException("a NumPy array of another kind: " + header.strip());
        }
        NpyArray array = new NpyArray(
                type.group(1),
                size(shape.group(1)),
                size(shape.group(2)),
                in.slice().order(ByteOrder.LITTLE_ENDIAN));
        if ((long) array.rows * array.columns * array.width() > array.data.capacity()) {
            throw new IOException("a NumPy array that is cut off: " + header.strip());
        }
        return array;
    }

    private static int size(String text) {
        return text.isEmpty() ? 1 : Integer.parseInt(text);
    }

    private int width() {
        int size = Integer.parseInt(type.substring(1));
        return type.charAt(0) == 'U' ? 4 * size : size;
    }

    /** @throws IllegalStateException when it holds no floating-point numbers */
    double number(int row, int column) {
        int at = (row * columns + column) * width();
        return switch (type) {
            case "f4" -> data.getFloat(at);
            case "f8" -> data.getDouble(at);
            default -> throw new IllegalStateException("numbers of a NumPy array of type " + type);
        };
    }

    /** The strings of a vector of UTF-32 text. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < width() / 4; i++) {
                int code = data.getInt(row * width() + 4 * i);
                if (code != 0) {
                    text.appendCodePoint(code);
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
