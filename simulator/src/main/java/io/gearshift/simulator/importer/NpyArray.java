package io.gearshift.simulator.importer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** Magic, version and the header's length, in version 1 and later. */
    private static final int PREAMBLE_1 = 10;

    private static final int PREAMBLE_2 = 12;
    private static final Pattern TYPE = Pattern.compile("'descr': '[<|](f4|f8|U[1-9]\\d{0,3})'");
    private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d{0,9}),? ?(\\d{0,9})\\)");

    /** @throws IOException saying what it is instead, or how many bytes are missing */
    static NpyArray read(byte[] bytes) throws IOException {
        require("its beginning", MAGIC.length + 2L, bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (byte expected : MAGIC) {
            if (in.get() != expected) {
                throw new IOException("no NumPy array");
            }
        }
        int version = in.get();
        in.get();
        if (version != 1 && version != 2) {
            throw new IOException("a NumPy array of version " + version + " (expected: 1 or 2)");
        }
        int preamble = version == 1 ? PREAMBLE_1 : PREAMBLE_2;
        require("its beginning", preamble, bytes.length);
        long length = version == 1 ? in.getShort() & 0xffff : in.getInt() & 0xffff_ffffL;
        require("its header", preamble + length, bytes.length);
        String header = new String(bytes, preamble, (int) length, StandardCharsets.ISO_8859_1);
        in.position(preamble + (int) length);
        return of(header, in.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    private static NpyArray of(String header, ByteBuffer values) throws IOException {
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find() || header.contains("'fortran_order': True")) {
            throw new IOException("a NumPy array of another kind: " + printable(header)
                    + " (expected: f4, f8 or U, one or two dimensions, C order)");
        }
        NpyArray array = new NpyArray(type.group(1), size(shape.group(1)), size(shape.group(2)), values);
        // Rows and columns are under 1e9 each and a value is under 40 kB: the product may be beyond a long, so in
        // doubles.
        double expected = (double) array.rows * array.columns * array.width();
        if (expected > values.capacity()) {
            throw cutOff(
                    String.format(Locale.ROOT, "%d x %d values of %s", array.rows, array.columns, array.type),
                    expected,
                    values.capacity());
        }
        return array;
    }

    private static void require(String what, long expected, long present) throws IOException {
        if (present < expected) {
            throw cutOff(what, expected, present);
        }
    }

    private static IOException cutOff(String what, double expected, long present) {
        return new IOException(String.format(
                Locale.ROOT,
                "a NumPy array that is cut off: %s takes %.0f bytes, %d are there",
                what,
                expected,
                present));
    }

    /** A damaged header may hold anything. */
    private static String printable(String header) {
        String text = header.strip().replaceAll("[^ -~]", "?");
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }

    private static int size(String text) {
        return text.isEmpty() ? 1 : Integer.parseInt(text);
    }

    private int width() {
        int size = Integer.parseInt(type.substring(1));
        return type.charAt(0) == 'U' ? 4 * size : size;
    }

    boolean isNumbers() {
        return type.charAt(0) == 'f';
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

    /**
     * The strings of a vector of UTF-32 text.
     *
     * @throws IOException when it holds no text, or what is no character
     */
    List<String> texts() throws IOException {
        if (isNumbers()) {
            throw new IOException("a NumPy array of " + type + " (expected: text)");
        }
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < width() / 4; i++) {
                int code = data.getInt(row * width() + 4 * i);
                if (!Character.isValidCodePoint(code)) {
                    throw new IOException(String.format(
                            Locale.ROOT,
                            "text %d of a NumPy array holds 0x%08x, which is no character",
                            row + 1,
                            code));
                }
                if (code != 0) {
                    text.appendCodePoint(code);
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
