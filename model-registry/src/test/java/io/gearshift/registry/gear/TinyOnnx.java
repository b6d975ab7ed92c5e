package io.gearshift.registry.gear;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes models of a few bytes: one input {@code x}, one output {@code y}, FP32 [N,4], element-wise operators between. */
final class TinyOnnx {

    private TinyOnnx() {}

    /** @param operators unary, applied in order, such as {@code Neg} */
    static Path write(Path file, String... operators) {
        try {
            return Files.write(file, model(operators));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] model(String... operators) {
        Message graph = new Message();
        String from = "x";
        for (int i = 0; i < operators.length; i++) {
            String to = i == operators.length - 1 ? "y" : "t" + i;
            graph.put(1, new Message().put(1, from).put(2, to).put(4, operators[i]));
            from = to;
        }
        graph.put(2, "tiny").put(11, value("x")).put(12, value("y"));
        return new Message()
                .put(1, 7)
                .put(7, graph)
                .put(8, new Message().put(2, 13))
                .bytes();
    }

    private static Message value(String name) {
        Message shape = new Message().put(1, new Message().put(2, "N")).put(1, new Message().put(1, 4));
        Message tensor = new Message().put(1, 1).put(2, shape);
        return new Message().put(1, name).put(2, new Message().put(1, tensor));
    }

    /** A protobuf message. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message put(int field, int value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Message put(int field, String text) {
            return put(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message put(int field, Message message) {
            return put(field, message.bytes());
        }

        private Message put(int field, byte[] bytes) {
            varint(field << 3 | 2);
            varint(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        private void varint(int value) {
            int rest = value;
            while (rest > 0x7F) {
                out.write(rest & 0x7F | 0x80);
                rest >>>= 7;
            }
            out.write(rest);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
