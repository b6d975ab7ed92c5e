package io.gearshift.registry.samples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The right class of each sample, from 0. */
public final class Labels {

    private Labels() {}

    /**
     * Reads a NumPy array of whole numbers ({@code .npy}) or a text with one a line.
     *
     * @throws IOException when the file cannot be read or a label is no class number
     */
    public static int[] read(Path file) throws IOException {
        int[] labels = file.toString().endsWith(".npy") ? array(file) : text(file);
        if (labels.length == 0) {
            throw new IOException(file + ": no labels (expected: one a sample)");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0) {
                throw new IOException(file + ": label " + i + " is " + labels[i] + " (expected: a class from 0)");
            }
        }
        return labels;
    }

    private static int[] text(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not text (expected: one whole number a line, or a .npy file)", e);
        }
        int[] labels = new int[lines.size()];
        int count = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            try {
                labels[count++] = Integer.parseInt(line);
            } catch (NumberFormatException e) {
                throw new IOException(file + ":" + (i + 1) + ": " + line + " (expected: a whole number)", e);
            }
        }
        return Arrays.copyOf(labels, count);
    }

    private static int[] array(Path file) throws IOException {
        Npy array = Npy.read(file);
        if (array.width() != 1 || !array.type().matches("[iu][1248]")) {
            throw new IOException(file + ": " + Arrays.toString(array.shape()) + " of " + array.type()
                    + " (expected: whole numbers, one a sample)");
        }
        ByteBuffer data = array.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int[] labels = new int[array.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = switch (array.type()) {
                case "u1" -> Byte.toUnsignedInt(data.get());
                case "i1" -> data.get();
                case "u2" -> Short.toUnsignedInt(data.getShort());
                case "i2" -> data.getShort();
                case "i4", "u4" -> data.getInt();
                default -> Math.toIntExact(data.getLong());
            };
        }
        return labels;
    }
}
